package acceptbench.bench;

class StalledAtBacklog511Test extends StalledAtOneBacklog {
  StalledAtBacklog511Test() {
    super(511);
  }
}
