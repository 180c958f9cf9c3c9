package acceptbench.bench;

class StalledAtBacklog50Test extends StalledAtOneBacklog {
  StalledAtBacklog50Test() {
    super(50);
  }
}
