package acceptbench.run.jmh;

import acceptbench.launch.ShellWords;
import acceptbench.launch.UserError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// JMH's part of a command line, taken apart as far as the driver has to understand it: the rest is
/// JMH's own [org.openjdk.jmh.runner.options.CommandLineOptions].
///
/// @param options each option with its values in the order given, `-wi` → [`2`]; a flag has no
///     value
/// @param regexps the benchmarks to run
public record JmhArguments(Map<String, List<String>> options, List<String> regexps) {
  private static final String PARAMETER = "-p";
  private static final String THREADS = JmhOption.THREADS.written();
  private static final String CLIENTS = "clients";

  public static boolean takesValue(String argument) {
    return JmhOption.of(argument).filter(JmhOption::takesValue).isPresent();
  }

  /// Splits a command line into options and patterns.
  ///
  /// @throws UserError if an option is unknown, lacks its value, or names a parameter twice
  public static JmhArguments parse(List<String> arguments) throws UserError {
    Map<String, List<String>> options = new LinkedHashMap<>();
    List<String> regexps = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (!argument.startsWith("-")) {
        regexps.add(argument);
      } else if (JmhOption.of(argument).isPresent() && !takesValue(argument)) {
        options.put(argument, List.of());
      } else if (takesValue(argument)) {
        if (++i == arguments.size()) throw UserError.usage("option " + argument + " needs a value");
        add(options, argument, arguments.get(i));
      } else {
        addAttached(options, argument);
      }
    }
    clients(options);
    JmhArguments parsed = new JmhArguments(options, regexps);
    parsed.parameters(); // says what is wrong with them
    return parsed;
  }

  /// `-t N` is a parameter here: JMH's method, which keeps the account of a load, is run by one
  /// thread, and the load's clients are threads of ours ([acceptbench.load.LoadClients]). So it is
  /// in results and comparisons, and several numbers of clients fit into one run.
  private static void clients(Map<String, List<String>> options) throws UserError {
    List<String> given = options.remove(THREADS);
    if (given == null) return;
    String last = given.getLast();
    Optional<String> refusal = JmhOption.THREADS.refusal(last);
    if (refusal.isPresent()) throw UserError.usage(THREADS + " " + last + ": " + refusal.get());
    boolean twice =
        options.getOrDefault(PARAMETER, List.of()).stream()
            .anyMatch(written -> written.startsWith(CLIENTS + "="));
    if (twice)
      throw UserError.usage(
          THREADS + " " + last + ": it is the same as -p " + CLIENTS + ", which is given too");
    add(options, PARAMETER, CLIENTS + "=" + last);
  }

  /// `-f1` and `-wi=3`, which JMH's parser understands as well.
  private static void addAttached(Map<String, List<String>> options, String argument)
      throws UserError {
    int equals = argument.indexOf('=');
    if (equals > 0 && takesValue(argument.substring(0, equals))) {
      add(options, argument.substring(0, equals), argument.substring(equals + 1));
    } else if (argument.length() > 2
        && takesValue(argument.substring(0, 2))
        && Character.isDigit(argument.charAt(2))) {
      add(options, argument.substring(0, 2), argument.substring(2));
    } else {
      throw UserError.usage("unknown option " + argument + "; --help lists the options");
    }
  }

  private static void add(Map<String, List<String>> options, String option, String value) {
    options.computeIfAbsent(option, _ -> new ArrayList<>()).add(value);
  }

  public boolean isEmpty() {
    return options.isEmpty() && regexps.isEmpty();
  }

  public boolean has(String option) {
    return options.containsKey(option);
  }

  /// The values of `-p name=value,value`, by name, in the order written. A comma that is part of a
  /// value is written `\,`.
  ///
  /// @throws UserError if one is not of that form, or a name or value comes twice
  public Map<String, List<String>> parameters() throws UserError {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (Map.Entry<String, String> each : written().entrySet()) {
      List<String> values = ParameterValues.split(each.getValue());
      if (values.stream().distinct().count() < values.size()) {
        throw UserError.usage(
            "-p " + each.getKey() + "=" + each.getValue() + ": a value is given twice");
      }
      parameters.put(each.getKey(), values);
    }
    return parameters;
  }

  /// The same, with the values as they were typed.
  private Map<String, String> written() throws UserError {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String written : options.getOrDefault(PARAMETER, List.of())) {
      int equals = written.indexOf('=');
      if (equals < 1) {
        throw UserError.usage("-p " + written + ": write it as -p NAME=VALUE[,VALUE...]");
      }
      String name = written.substring(0, equals);
      if (parameters.put(name, written.substring(equals + 1)) != null) {
        throw UserError.usage("-p " + name + " is given twice; separate its values with commas");
      }
    }
    return parameters;
  }

  /// These arguments on top of others: an option or parameter given here replaces the one of the
  /// same name there, and regexps replace all regexps there.
  public JmhArguments over(JmhArguments defaults) throws UserError {
    Map<String, List<String>> merged = new LinkedHashMap<>(defaults.options);
    merged.putAll(options);
    Map<String, String> parameters = new LinkedHashMap<>(defaults.written());
    parameters.putAll(written());
    if (!parameters.isEmpty()) {
      merged.put(
          PARAMETER,
          parameters.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
    }
    return new JmhArguments(merged, regexps.isEmpty() ? defaults.regexps : regexps);
  }

  /// Refuses options, and values of options, that don't work here.
  ///
  /// @throws UserError naming the option, its value, and why
  void checkRefusals() throws UserError {
    for (Map.Entry<String, List<String>> option : options.entrySet()) {
      for (String value : option.getValue()) {
        Optional<String> refusal = JmhOption.of(option.getKey()).flatMap(it -> it.refusal(value));
        if (refusal.isPresent())
          throw UserError.usage(option.getKey() + " " + value + ": " + refusal.get());
      }
    }
  }

  /// `-prof gc: ...` for each option that does less than one may expect.
  public List<String> notes() {
    return options.keySet().stream()
        .flatMap(name -> JmhOption.of(name).stream())
        .flatMap(option -> option.note().map(note -> option.written() + " " + note).stream())
        .toList();
  }

  public JmhArguments without(Set<String> unwanted) {
    Map<String, List<String>> rest = new LinkedHashMap<>(options);
    rest.keySet().removeAll(unwanted);
    return new JmhArguments(rest, regexps);
  }

  /// The whole command, as a shell reads it.
  public String command() {
    return "java -jar benchmarks.jar " + ShellWords.join(toCommandLine());
  }

  /// The command line again, options first.
  public List<String> toCommandLine() {
    Stream<String> written =
        options.entrySet().stream()
            .flatMap(
                e ->
                    e.getValue().isEmpty()
                        ? Stream.of(e.getKey())
                        : e.getValue().stream().flatMap(v -> Stream.of(e.getKey(), v)));
    return Stream.concat(written, regexps.stream()).toList();
  }
}
