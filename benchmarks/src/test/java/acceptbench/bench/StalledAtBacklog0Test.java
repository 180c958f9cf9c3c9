package acceptbench.bench;

public class StalledAtBacklog0Test extends StalledAtOneBacklog {
  StalledAtBacklog0Test() {
    super(0);
  }
}
