package acceptbench.server.strategy.process;

import acceptbench.linux.CloseStack;
import acceptbench.linux.Epoll;
import acceptbench.linux.Libc;
import acceptbench.linux.process.ContextSwitches;
import acceptbench.linux.process.KilledProcesses;
import acceptbench.linux.socket.DescriptorSocket;
import acceptbench.server.ChildProcess;
import acceptbench.server.JvmCommand;
import acceptbench.server.ProcessUsage;
import acceptbench.server.parameter.ServerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
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
  private final WorkerCounts counts;
  private final ContextSwitches switches = new ContextSwitches();
  private volatile boolean closed;

  /// Starts the workers and returns when all of them are connected.
  ///
  /// @param mainClass is run with the arguments INDEX FOLDER and the configuration's
  WorkerProcesses(Class<?> mainClass, ServerConfig config) throws IOException {
    Path folder =
        Files.createTempDirectory(
            "acceptbench",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    CloseStack opened = new CloseStack();
    try {
      counts = opened.add(WorkerCounts.create(countsIn(folder), config.workers()));
      opened.add(() -> workers.forEach(WorkerProcess::close));
      meet(mainClass, config, folder);
    } catch (IOException | RuntimeException e) {
      processes.forEach(Process::destroyForcibly);
      opened.closeAfter(e);
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
            throw new IOException(
                "worker process %d did not start: exit code %d"
                    .formatted(process.pid(), process.exitValue()));
        if (System.nanoTime() - start > START_DEADLINE_NANOS)
          throw new IOException(
              "%d of %d worker processes (%s) connected within %d s"
                  .formatted(
                      workers.size(),
                      processes.size(),
                      pids(),
                      TimeUnit.NANOSECONDS.toSeconds(START_DEADLINE_NANOS)));
      }
    } finally {
      Libc.close(listener);
    }
    workers.sort(Comparator.comparingInt(WorkerProcess::index));
    for (Process process : processes) Thread.ofVirtual().start(() -> tellLoss(process));
  }

  private void tellLoss(Process process) {
    process.onExit().join();
    if (!closed)
      System.err.println(
          "worker process %d ended with exit code %d"
              .formatted(process.pid(), process.exitValue()));
  }

  private static Process start(Class<?> mainClass, int index, Path folder, ServerConfig config)
      throws IOException {
    List<String> arguments = new WorkerArguments(index, folder, config).list();
    List<String> command = JvmCommand.ofWorker(mainClass.getName(), arguments);
    ProcessBuilder java =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = ChildProcess.start(java);
    process.getOutputStream().close();
    return process;
  }

  private void admit(DescriptorSocket socket) throws IOException {
    boolean admitted = false;
    try {
      int index = indexOf(socket.peer());
      admitted = index >= 0;
      if (admitted) workers.add(new WorkerProcess(index, processes.get(index), socket));
    } finally {
      if (!admitted) socket.close();
    }
  }

  /// Which of our workers has connected; -1 where it is another process, which gets no connections.
  private int indexOf(DescriptorSocket.Peer peer) throws IOException {
    int uid = (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    for (int i = 0; i < processes.size(); i++)
      if (processes.get(i).pid() == peer.pid() && peer.uid() == uid) return i;
    return -1;
  }

  /// The workers, those that have died included.
  List<WorkerProcess> all() {
    return workers;
  }

  WorkerCounts counts() {
    return counts;
  }

  List<Long> pids() {
    return processes.stream().map(Process::pid).toList();
  }

  /// What this process and the workers that are alive use.
  ProcessUsage usage() {
    return ProcessUsage.ownAnd(
        processes.stream().filter(Process::isAlive).map(Process::pid).toList(), switches);
  }

  /// Tells the workers to end, and wakes whoever is blocked in sending to one. For any thread.
  void disconnect() {
    closed = true;
    workers.forEach(WorkerProcess::disconnect);
  }

  /// Ends the workers: they notice the end of their socket, and one that does not is killed.
  @Override
  public void close() throws IOException {
    disconnect();
    try (CloseStack all = new CloseStack()) {
      all.add(counts);
      all.add(this::end);
      workers.forEach(all::add);
    }
  }

  private void end() throws IOException {
    try {
      for (Process process : processes)
        process.waitFor(STOP_DEADLINE_MILLIS, TimeUnit.MILLISECONDS);
      KilledProcesses.end("workers", processes.stream().map(Process::toHandle).toList());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      processes.forEach(Process::destroyForcibly);
      throw new IOException("interrupted while worker processes had to end", e);
    }
  }
}
