package acceptbench.server.strategy.framework;

import static java.nio.charset.StandardCharsets.US_ASCII;

import acceptbench.server.strategy.common.Work;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.OptionalInt;
import org.jboss.netty.bootstrap.ServerBootstrap;
import org.jboss.netty.buffer.ChannelBuffers;
import org.jboss.netty.channel.ChannelFutureListener;
import org.jboss.netty.channel.ChannelHandlerContext;
import org.jboss.netty.channel.Channels;
import org.jboss.netty.channel.MessageEvent;
import org.jboss.netty.channel.SimpleChannelUpstreamHandler;
import org.jboss.netty.channel.socket.nio.NioServerSocketChannelFactory;
import org.jboss.netty.handler.codec.http.DefaultHttpResponse;
import org.jboss.netty.handler.codec.http.HttpHeaders;
import org.jboss.netty.handler.codec.http.HttpRequestDecoder;
import org.jboss.netty.handler.codec.http.HttpResponse;
import org.jboss.netty.handler.codec.http.HttpResponseEncoder;
import org.jboss.netty.handler.codec.http.HttpResponseStatus;
import org.jboss.netty.handler.codec.http.HttpVersion;

/// You gain an acceptor that the workers' handlers do not delay, as long as there are CPUs for
/// both. You pay with a hand-over for each connection, and with a backlog that is the JDK's 50
/// unless somebody sets the option `backlog`.
///
/// Netty 3.7: a boss thread selects on the listener, accepts until there is nothing left, and gives
/// connections to workers in turn, two for each CPU.
public final class Netty3Server implements Framework {
  @Override
  public void start(String address, int port, OptionalInt backlog, Work work) {
    ServerBootstrap bootstrap = new ServerBootstrap(new NioServerSocketChannelFactory());
    bootstrap.setPipelineFactory(
        () ->
            Channels.pipeline(new HttpRequestDecoder(), new HttpResponseEncoder(), greeter(work)));
    backlog.ifPresent(number -> bootstrap.setOption("backlog", number));
    bootstrap.bind(new InetSocketAddress(InetAddress.ofLiteral(address), port));
  }

  private static SimpleChannelUpstreamHandler greeter(Work work) {
    return new SimpleChannelUpstreamHandler() {
      @Override
      public void messageReceived(ChannelHandlerContext context, MessageEvent event) {
        work.run();
        HttpResponse response =
            new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        response.setContent(ChannelBuffers.copiedBuffer(GREETING, US_ASCII));
        HttpHeaders.setContentLength(response, GREETING.length());
        event.getChannel().write(response).addListener(ChannelFutureListener.CLOSE);
      }
    };
  }
}
