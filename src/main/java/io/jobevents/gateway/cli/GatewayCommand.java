package io.jobevents.gateway.cli;

import io.jobevents.gateway.document.ProgramVersion;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command line of the program: its modes, one sub-command each. None of them opens a port; all take the settings of
 * the gateway. The exit status is 0 if the work is done, 1 if something is left to do, is at fault or failed, 2 for
 * wrong usage.
 */
@Command(
        name = "job-event-gateway",
        description = "Takes the job callbacks of Tencent Cloud CI and publishes them to Kafka as job events.%n%n"
                + "Without arguments it is the gateway. The modes take its settings, by the same variables and files, and open"
                + " no port.",
        subcommands = {DrainCommand.class, ReplayCommand.class, CheckCommand.class, AsyncApiCommand.class},
        synopsisSubcommandLabel = "[COMMAND]",
        mixinStandardHelpOptions = true,
        versionProvider = GatewayCommand.Version.class,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:done", "1:something is left to do, is at fault, or failed", "2:wrong use"},
        scope = CommandLine.ScopeType.INHERIT)
final class GatewayCommand {

    /** Runs a mode, or prints help or an error. */
    static int execute(String... args) {
        return commandLine().execute(args);
    }

    static CommandLine commandLine() {
        return new CommandLine(new GatewayCommand())
                .setExpandAtFiles(false) // a file may have a name that begins with @
                .setParameterExceptionHandler(GatewayCommand::printError);
    }

    /** Prints the error and a hint to the help; the full help would hide the error. */
    private static int printError(CommandLine.ParameterException wrong, String... args) {
        CommandLine command = wrong.getCommandLine();
        // The message quotes the argument, which may be an untrusted file name.
        command.getErr().println(String.valueOf(wrong.getMessage()).replaceAll("\\p{Cntrl}", "?"));
        CommandLine.UnmatchedArgumentException.printSuggestions(wrong, command.getErr());
        command.getErr().printf("Try '%s --help'%n", command.getCommandSpec().qualifiedName());
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    /** The version of the program. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"job-event-gateway " + ProgramVersion.number()};
        }
    }
}
