package acceptbench.kernel.law.rig;

import acceptbench.kernel.KernelCounters;
import acceptbench.kernel.ListenerModel;
import acceptbench.kernel.ListenerModel.AckFate;
import acceptbench.kernel.ListenerModel.SynFate;
import acceptbench.kernel.QueueLaws;
import acceptbench.kernel.QueueSettings;
import acceptbench.kernel.law.rig.LawClient.Manner;
import acceptbench.linux.socket.ConnectionSocket;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// Lets connections arrive one after the other, at a real listener and at its model alike. Not
/// thread-safe.
public final class Arrivals {
  /// Well below the 200 ms after which a late client sends its ACK.
  private static final long LATE_IN_TIME_NANOS = TimeUnit.MILLISECONDS.toNanos(150);

  private static final int LATE_ACKS_MILLIS = 600;

  // What the loopback does in microseconds may take long where a machine is busy.
  private static final int HANDSHAKE_MILLIS = 300;

  private final LawRig rig;
  private final LawListener listener;
  private final ListenerModel model;
  private final long acceptQueueCapacity;
  private final List<LawClient> clients = new ArrayList<>();
  private final List<LawClient> lateClients = new ArrayList<>();
  private final List<SynFate> lateFates = new ArrayList<>();
  private final Map<AckFate, Integer> lateAcks = new EnumMap<>(AckFate.class);
  private long firstLateNanos;
  // Once a client was not answered as predicted, there is no point in waiting for the others.
  private boolean differs;

  public Arrivals(LawRig rig, LawListener listener, QueueSettings settings) {
    this.rig = rig;
    this.listener = listener;
    this.model = new ListenerModel(settings);
    this.acceptQueueCapacity = new QueueLaws(settings).acceptQueueCapacity();
  }

  public LawListener listener() {
    return listener;
  }

  public ListenerModel model() {
    return model;
  }

  public long acceptQueueCapacity() {
    return acceptQueueCapacity;
  }

  /// Clients of every manner, in the order of their arrival.
  public List<LawClient> clients() {
    return clients;
  }

  public List<LawClient> lateClients() {
    return lateClients;
  }

  public void arrive(int count, Manner manner) throws IOException {
    for (int i = 0; i < count; i++) arrive(manner);
  }

  public void arrive(Manner manner) throws IOException {
    if (manner == Manner.LATE && lateClients.isEmpty()) firstLateNanos = System.nanoTime();
    LawClient client = rig.connect(listener, manner);
    clients.add(client);
    boolean answered =
        switch (manner) {
          case PLAIN -> model.connect();
          case DEAF -> model.syn() != SynFate.DROPPED;
          case LATE -> late(client);
        };
    // The next one must find the queues as this one leaves them.
    if (answered && manner != Manner.DEAF && !differs)
      differs = !rig.await(HANDSHAKE_MILLIS, client::isEstablished);
  }

  private boolean late(LawClient client) {
    SynFate fate = model.syn();
    if (fate == SynFate.DROPPED) return false;
    lateClients.add(client);
    lateFates.add(fate);
    return true;
  }

  /// The server accepts a connection, where its queue has one.
  public void accept() throws IOException {
    if (model.queued() == 0) return;
    rig.await(HANDSHAKE_MILLIS, () -> listener.queued() > 0);
    listener.accept();
    model.accept();
  }

  /// Whether no late client can have sent its ACK yet.
  public boolean lateAcksAreStillOut() {
    return lateClients.isEmpty() || System.nanoTime() - firstLateNanos < LATE_IN_TIME_NANOS;
  }

  /// Tells the model that the late ACKs arrive, one after the other.
  public void modelLateAcks() {
    for (SynFate fate : lateFates) lateAcks.merge(model.ack(fate), 1, Integer::sum);
  }

  /// Waits until the late clients have sent their ACKs.
  ///
  /// @param before counters from before they came
  /// @param count how many they are
  public static void awaitLateAcks(LawRig rig, KernelCounters before, int count)
      throws IOException {
    rig.await(
        LATE_ACKS_MILLIS,
        () -> rig.counters().minus(before).find("DelayedACKs").orElse(0) >= count);
  }

  /// How many late ACKs met this fate in the model.
  public int lateAcks(AckFate fate) {
    return lateAcks.getOrDefault(fate, 0);
  }

  public long established() throws IOException {
    return count(clients);
  }

  public long lateEstablished() throws IOException {
    return count(lateClients);
  }

  private static long count(List<LawClient> clients) throws IOException {
    long established = 0;
    for (LawClient client : clients) if (client.isEstablished()) established++;
    return established;
  }

  /// Late clients that are ESTABLISHED and have no server's side in any state.
  public long ghosts() throws IOException {
    Set<Integer> known =
        rig.serverSides(listener).stream()
            .map(ConnectionSocket::client)
            .collect(Collectors.toSet());
    long ghosts = 0;
    for (LawClient client : lateClients)
      if (client.isEstablished() && !known.contains(client.number())) ghosts++;
    return ghosts;
  }

  /// The queues as the model has them.
  public Tally predictedQueues() {
    return Tally.of("queued", model.queued()).and("SYN_RECV", model.halfOpen());
  }

  /// The queues as the kernel has them.
  public Tally measuredQueues() throws IOException {
    return Tally.of("queued", listener.queued()).and("SYN_RECV", rig.halfOpen(listener, clients));
  }

  public void closeAll() {
    clients.forEach(LawClient::close);
    listener.close();
  }
}
