package acceptbench.sizing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServerSettingTest {
  @Test
  void aBacklogTellsWhoMayHaveAskedForIt() {
    assertThat(ServerSetting.comingWith(50, 4096))
        .containsExactly(ServerSetting.JAVA, ServerSetting.NETTY_3, ServerSetting.JETTY);
    assertThat(ServerSetting.comingWith(511, 4096))
        .containsExactly(
            ServerSetting.NGINX, ServerSetting.APACHE, ServerSetting.NODE, ServerSetting.REDIS);
    assertThat(ServerSetting.comingWith(77, 4096)).isEmpty();
  }

  /// What is asked for is cut to somaxconn, and so is what takes somaxconn itself.
  @Test
  void somaxconnCutsThemAll() {
    assertThat(ServerSetting.comingWith(128, 128))
        .contains(ServerSetting.NETTY, ServerSetting.GO, ServerSetting.NGINX, ServerSetting.SYSTEMD)
        .doesNotContain(ServerSetting.JAVA, ServerSetting.TOMCAT, ServerSetting.HAPROXY);
    assertThat(ServerSetting.comingWith(4096, 4096))
        .containsExactly(
            ServerSetting.NETTY, ServerSetting.VERTX, ServerSetting.GO, ServerSetting.SYSTEMD);
  }
}
