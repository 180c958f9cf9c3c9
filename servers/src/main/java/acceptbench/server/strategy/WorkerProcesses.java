package acceptbench.server.strategy;

import acceptbench.linux.DescriptorSocket;
import acceptbench.linux.Epoll;
import acceptbench.linux.Libc;
import acceptbench.server.ChildProcess;
import acceptbench.server.JvmCommand;
import acceptbench.server.ProcessUsage;
import acceptbench.server.ServerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Worker processes, each a JVM like this one, and the Unix sockets over which they get
/// descriptors.
///
/// They meet in a folder of their own that only this user can enter: a socket to connect to, and
/// memory for their counts. Whoever connects is checked to be one of the processes that were
/// started. Once all are there the folder is deleted.
final class WorkerProcesses implements AutoCloseable {
  private static final long START_DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(25);
  private static final long STOP_DEADLINE_MILLIS = 500;

  private final List<WorkerProcess> workers = new ArrayList<>();
  private final List<Process> processes = new ArrayList<>();
  private final SharedCounts served;

  /// Starts the workers and returns when all of them are connected.
  ///
  /// @param mainClass is run with the arguments INDEX FOLDER and the configuration's
  WorkerProcesses(Class<?> mainClass, ServerConfig config) throws IOException {
    Path folder =
        Files.createTempDirectory(
            "acceptbench",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    try {
      served = SharedCounts.create(countsIn(folder), config.workers());
      meet(mainClass, config, folder);
    } catch (IOException | RuntimeException e) {
      processes.forEach(Process::destroyForcibly);
      throw e;
    } finally {
      Files.deleteIfExists(socketIn(folder));
      Files.deleteIfExists(countsIn(folder));
      Files.delete(folder);
    }
  }

  static Path socketIn(Path folder) {
    return folder.resolve("workers");
  }

  static Path countsIn(Path folder) {
    return folder.resolve("counts");
  }

  private void meet(Class<?> mainClass, ServerConfig config, Path folder) throws IOException {
    int listener = DescriptorSocket.listen(socketIn(folder), config.workers());
    try (Epoll epoll = new Epoll(1)) {
      epoll.add(listener, Epoll.EPOLLIN, 0);
      for (int i = 0; i < config.workers(); i++) processes.add(start(mainClass, i, folder, config));
      long start = System.nanoTime();
      while (workers.size() < processes.size()) {
        if (epoll.await(100) > 0) admit(DescriptorSocket.accept(listener));
        for (Process process : processes)
          if (!process.isAlive())
            throw new IOException("worker process %d did not start".formatted(process.pid()));
        if (System.nanoTime() - start > START_DEADLINE_NANOS)
          throw new IOException("worker processes did not connect in time");
      }
    } finally {
      Libc.close(listener);
    }
  }

  private static Process start(Class<?> mainClass, int index, Path folder, ServerConfig config)
      throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.add(String.valueOf(index));
    arguments.add(folder.toString());
    arguments.addAll(config.arguments());
    List<String> command =
        JvmCommand.likeThisOne(ServerMain.class.getName(), mainClass.getName(), arguments);
    ProcessBuilder java =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    return ChildProcess.start(java, new BitSet());
  }

  private void admit(DescriptorSocket socket) throws IOException {
    DescriptorSocket.Peer peer = socket.peer();
    for (Process process : processes) {
      if (process.pid() == peer.pid()) {
        workers.add(new WorkerProcess(process, socket));
        return;
      }
    }
    // Same user and same machine, but none of ours: it gets no connections.
    socket.close();
  }

  /// The workers, in the order in which they connected.
  List<WorkerProcess> all() {
    return workers;
  }

  /// Connections greeted by all workers, those that have died included.
  long served() {
    return served.sum();
  }

  ProcessUsage usage() {
    ProcessUsage sum = ProcessUsage.own();
    for (Process process : processes)
      if (process.isAlive()) sum = sum.plus(ProcessUsage.of(process.pid()));
    return sum;
  }

  /// Ends the workers: the end of their socket tells them, and what does not listen is killed.
  @Override
  public void close() throws IOException {
    for (WorkerProcess worker : workers) worker.close();
    try {
      for (Process process : processes) {
        if (!process.waitFor(STOP_DEADLINE_MILLIS, TimeUnit.MILLISECONDS))
          process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      processes.forEach(Process::destroyForcibly);
      throw new IOException("interrupted while worker processes were to end", e);
    }
    served.close();
  }
}
