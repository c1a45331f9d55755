namespace Rollout.Testing;

/// <summary>How the server treats a mail.</summary>
public enum SinkDoes
{
    Take,

    /// <summary>Hangs up instead of asking for the mail.</summary>
    DropBeforeData,

    /// <summary>Accepts the mail, and closes the connection before replying.</summary>
    DropBeforeReply,

    /// <summary>Accepts the mail, and never replies.</summary>
    Hang,
    Say421,
    Say451,
    Say550,
}
