package org.gnnautoscale.cli;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Words for a command line that cannot be read. */
final class Usage {

  private static final Pattern PAIR =
      Pattern.compile(
          "Value for option (?:option )?'(.*)' \\((.*)\\) should be in KEY=VALUE format but was (.*)",
          Pattern.DOTALL);
  private static final Pattern INVALID =
      Pattern.compile(
          "Invalid value for (?:option '([^']*)'|positional parameter at index \\S*)(?: \\(([^)]*)\\))?: (.*)",
          Pattern.DOTALL);
  private static final Pattern TYPE = Pattern.compile("'(.*)' is not an? (\\w+)", Pattern.DOTALL);

  private Usage() {}

  static String words(ParameterException wrong) {
    if (wrong instanceof UnmatchedArgumentException unmatched) {
      return unmatched(unmatched);
    }
    if (wrong instanceof MissingParameterException missing) {
      // an option that is missing may be there, with its name mistyped
      List<String> unknown = wrong.getCommandLine().getUnmatchedArguments();
      return unknown.isEmpty() || !unknown.get(0).startsWith("-")
          ? missing(missing)
          : unmatched(new UnmatchedArgumentException(wrong.getCommandLine(), unknown));
    }
    String message = wrong.getMessage();
    return message == null ? "wrong usage" : rephrased(message);
  }

  /** Says of a value what it must be, without the words of Java and of the parser. */
  private static String rephrased(String message) {
    Matcher pair = PAIR.matcher(message);
    if (pair.matches()) {
      return "%s must be %s, got '%s'".formatted(pair.group(1), pair.group(2), pair.group(3));
    }
    Matcher invalid = INVALID.matcher(message);
    if (!invalid.matches()) {
      return decapitalized(message);
    }
    String name = invalid.group(1) == null ? invalid.group(2) : invalid.group(1);
    Matcher type = TYPE.matcher(invalid.group(3));
    if (type.matches()) {
      return "%s must be %s, got '%s'".formatted(name, kind(type.group(2)), type.group(1));
    }
    boolean isRule = invalid.group(3).startsWith("must ");
    return name + (isRule ? " " : ": ") + invalid.group(3);
  }

  private static String kind(String type) {
    return switch (type) {
      case "int", "long" -> "a whole number";
      case "double", "float" -> "a number";
      default -> "a " + type;
    };
  }

  private static String unmatched(UnmatchedArgumentException wrong) {
    String word = wrong.getUnmatched().get(0);
    String name = wrong.getCommandLine().getCommandSpec().qualifiedName();
    if (!wrong.isUnknownOption()) {
      boolean isRoot = wrong.getCommandLine().getParent() == null;
      return isRoot
          ? "there is no command '%s'%s"
              .formatted(
                  word, Nearest.question(word, wrong.getCommandLine().getSubcommands().keySet()))
          : "%s takes no further argument '%s'".formatted(name, word);
    }
    String option = word.split("=", 2)[0];
    boolean isSetting = KnownSettings.find(option.replaceFirst("^--?", "")).isPresent();
    String message = "%s has no option '%s'".formatted(name, option);
    return isSetting && name.endsWith("train")
        ? message + "; it is a setting: --set %s=...".formatted(option.replaceFirst("^--?", ""))
        : message
            + Nearest.question(
                option, wrong.getCommandLine().getCommandSpec().optionsMap().keySet());
  }

  private static String missing(MissingParameterException wrong) {
    List<ArgSpec> missing = wrong.getMissing();
    if (missing.isEmpty()) {
      return decapitalized(String.valueOf(wrong.getMessage()));
    }
    List<String> names = missing.stream().map(Usage::name).toList();
    CommandLine command = wrong.getCommandLine();
    return "%s needs %s"
        .formatted(command.getCommandSpec().qualifiedName(), String.join(" and ", names));
  }

  private static String name(ArgSpec argument) {
    return argument.isOption()
        ? ((CommandLine.Model.OptionSpec) argument).longestName() + " " + argument.paramLabel()
        : argument.paramLabel();
  }

  private static String decapitalized(String message) {
    boolean sentence = message.length() > 1 && Character.isLowerCase(message.charAt(1));
    return sentence ? Character.toLowerCase(message.charAt(0)) + message.substring(1) : message;
  }
}
