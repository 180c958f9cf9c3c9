package acceptbench.bench;

class StalledAtBacklog128Test extends StalledAtOneBacklog {
  StalledAtBacklog128Test() {
    super(128);
  }
}
