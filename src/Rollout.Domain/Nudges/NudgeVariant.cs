namespace Rollout.Domain.Nudges;

/// <summary>
/// What half of the people get otherwise, by chance, so that the two can be compared. Exactly one thing differs from the rest of the version, else nobody could say what made
/// the difference.
/// </summary>
public sealed record NudgeVariant
{
    /// <summary>By language: en, nl, fr; empty for the same text.</summary>
    public IReadOnlyDictionary<string, NudgeWording> Texts { get; init; } = new Dictionary<string, NudgeWording>();

    /// <summary>The kind of message that <see cref="Texts"/> are; null for the same kind.</summary>
    public NudgeKind? Kind { get; init; }

    /// <summary>In order of preference; empty for the same channels.</summary>
    public IReadOnlyList<MessageChannel> Channels { get; init; } = [];

    /// <summary>The hour of the day; null for the same.</summary>
    public int? Hour { get; init; }

    /// <summary>What differs.</summary>
    public NudgeDifference Difference => this switch
    {
        { Kind: not null } => NudgeDifference.Kind,
        { Texts.Count: > 0 } => NudgeDifference.Text,
        { Channels.Count: > 0 } => NudgeDifference.Channel,
        _ => NudgeDifference.Hour,
    };

    /// <summary>Whether one thing differs from the version, and no other.</summary>
    internal bool DiffersOnceFrom(NudgeRuleContent content) =>
        new[] { Texts.Count > 0, Channels.Count > 0, Hour is not null }.Count(given => given) == 1
        && (Kind is null || (Texts.Count > 0 && Kind != NudgeKind.Ask && content.Kind != NudgeKind.Ask)) && Kind != content.Kind && Hour != (content.Hour ?? -1) && !Channels.SequenceEqual(content.Channels);
}

/// <summary>What is compared within a version of a rule.</summary>
public enum NudgeDifference
{
    Text,
    Kind,
    Channel,
    Hour,
}

/// <summary>The half of a comparison that chance put someone in.</summary>
public enum NudgeHalf
{
    First,
    Second,
}
