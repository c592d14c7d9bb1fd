package org.gnnautoscale.cli;

import java.util.Collection;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Words for a command line that cannot be read. */
final class Usage {

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
    return message == null ? "wrong usage" : decapitalized(message);
  }

  private static String unmatched(UnmatchedArgumentException wrong) {
    String word = wrong.getUnmatched().get(0);
    String name = wrong.getCommandLine().getCommandSpec().qualifiedName();
    if (!wrong.isUnknownOption()) {
      boolean isRoot = wrong.getCommandLine().getParent() == null;
      return isRoot
          ? "there is no command '%s'%s"
              .formatted(word, suggestion(word, wrong.getCommandLine().getSubcommands().keySet()))
          : "%s takes no further argument '%s'".formatted(name, word);
    }
    String option = word.split("=", 2)[0];
    boolean isSetting = Setting.find(option.replaceFirst("^--?", "")).isPresent();
    String message = "%s has no option '%s'".formatted(name, option);
    return isSetting && name.endsWith("train")
        ? message + "; it is a setting: --set %s=...".formatted(option.replaceFirst("^--?", ""))
        : message
            + suggestion(option, wrong.getCommandLine().getCommandSpec().optionsMap().keySet());
  }

  private static String suggestion(String typed, Collection<String> known) {
    return Nearest.ifNear(typed, known).map("; did you mean '%s'?"::formatted).orElse("");
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
