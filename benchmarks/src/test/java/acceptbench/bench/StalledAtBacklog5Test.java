package acceptbench.bench;

class StalledAtBacklog5Test extends StalledAtOneBacklog {
  StalledAtBacklog5Test() {
    super(5);
  }
}
