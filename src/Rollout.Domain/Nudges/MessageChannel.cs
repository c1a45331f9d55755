namespace Rollout.Domain.Nudges;

/// <summary>How a message reaches someone.</summary>
public enum MessageChannel
{
    Mail,

    /// <summary>It waits on the person's own start page until they say that they have seen it.</summary>
    StartPage,

    /// <summary>It waits on the page of their ambassador, who speaks to them. The ambassador sees the step to ask for, and nothing else.</summary>
    Ambassador,

    /// <summary>It waits until someone of the branch prints it and hands it out.</summary>
    Note,

    /// <summary>To the mobile of someone who asked for text messages.</summary>
    TextMessage,
}

/// <summary>What is true of channels, and sets of them with a bit for each.</summary>
public static class MessageChannels
{
    /// <summary>Those whose messages wait on a page until someone acts, instead of leaving by themselves.</summary>
    public static bool Waits(this MessageChannel channel) => channel is MessageChannel.StartPage or MessageChannel.Ambassador or MessageChannel.Note;

    /// <summary>Whether someone else than the person reads it too.</summary>
    public static bool IsSeenByOthers(this MessageChannel channel) => channel is MessageChannel.Ambassador or MessageChannel.Note;

    public static long Bit(this MessageChannel channel) => 1L << (int)channel;
}
