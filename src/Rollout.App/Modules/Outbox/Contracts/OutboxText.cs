using Rollout.App.Shared;
using Rollout.App.Shared.Localization;
using Rollout.Notifications.Delivery;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Outbox.Contracts;

/// <summary>The states and types of messages in words.</summary>
internal static class OutboxText
{
    extension(Localizer words)
    {
        /// <summary>"Sent", "Parked"</summary>
        public string StateOf(OutboxState state) => words[$"outbox.state-{state.ToString().ToLowerInvariant()}"];

        /// <summary>The same of one message, which may have become a file that nobody gets.</summary>
        public string StateOf(OutboxState state, string? trouble) => IsInFile(state, trouble) ? words["outbox.in-file"] : words.StateOf(state);

        /// <summary>"Service mail", "Nudge"</summary>
        public string KindOf(OutboxKind kind) => words[$"outbox.kind-{kind.ToString().ToLowerInvariant()}"];

        /// <summary>The name of a message type: that of a rule, or of a mail.</summary>
        public string AboutOf(string about) =>
            words.Has($"nudge.{about}.name") ? words[$"nudge.{about}.name"]
            : words.Has($"outbox.about-{about}") ? words[$"outbox.about-{about}"]
            : words["outbox.about-other", about.Replace('-', ' ')];

        /// <summary>Why no mail leaves, and what to change.</summary>
        public string OutageOf(MailProblem problem, string where, string detail) => words[$"outbox.outage-{problem.ToString().ToLowerInvariant()}", where, detail];

        /// <summary>Why it was suppressed, or the reply of the mail server.</summary>
        public string TroubleOf(OutboxState state, string trouble) =>
            words.Has($"outbox.stopped-{trouble}") ? words[$"outbox.stopped-{trouble}"] : words[state == OutboxState.Suppressed ? "outbox.stopped" : "outbox.server-said", trouble];
    }

    /// <summary>Where mails go: the server with its port, or the folder.</summary>
    public static string WhereTo(this MailSettings mail, HostSettings host) =>
        mail.Postbox == "smtp" ? $"{mail.Host}:{mail.PortOrUsual}" : Path.GetFullPath(Path.Combine(host.DataFolder, HostSettings.MailFolder));

    /// <summary>good, stop, caution or empty, as <see cref="Shared.Components.Status"/> shows it.</summary>
    public static string SignOf(OutboxState state, string? trouble) => state switch
    {
        OutboxState.Sent => IsInFile(state, trouble) ? "" : "good",
        OutboxState.Failed => "stop",
        OutboxState.Unknown => "caution",
        _ => "",
    };

    /// <summary>Whether nobody gets it, although it was taken over.</summary>
    public static bool IsInFile(OutboxState state, string? trouble) => state == OutboxState.Sent && trouble == OutboxMessage.InFile;
}
