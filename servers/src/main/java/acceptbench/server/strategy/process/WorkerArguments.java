package acceptbench.server.strategy.process;

import acceptbench.linux.socket.DescriptorSocket;
import acceptbench.server.parameter.ServerConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What a worker process is told on its command line: `INDEX FOLDER NAME=VALUE…`.
///
/// @param index among the workers, from 0
/// @param folder where it meets its server process
/// @param config the server's
record WorkerArguments(int index, Path folder, ServerConfig config) {
  List<String> list() {
    List<String> arguments = new ArrayList<>();
    arguments.add(String.valueOf(index));
    arguments.add(folder.toString());
    arguments.addAll(config.arguments());
    return arguments;
  }

  static WorkerArguments parse(String[] args) {
    return new WorkerArguments(
        Integer.parseInt(args[0]),
        Path.of(args[1]),
        ServerConfig.parse(Arrays.asList(args).subList(2, args.length)));
  }

  WorkerCounts openCounts() throws IOException {
    return WorkerCounts.open(WorkerProcesses.countsIn(folder), config.workers());
  }

  /// To be called last: once all are connected the folder is deleted.
  DescriptorSocket connect() throws IOException {
    return DescriptorSocket.connect(WorkerProcesses.socketIn(folder));
  }
}
