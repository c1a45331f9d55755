using Rollout.Domain.Branches;
using Rollout.Domain.Nudges;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Nudges.Writing;

/// <summary>A rule as it is typed.</summary>
public sealed class NudgeRuleInput
{
    public string? Name { get; set; }

    public NudgeKind Kind { get; set; }

    public NudgeStep Step { get; set; } = NudgeStep.Visit;

    public Guid[]? Branches { get; set; }

    public WorkType[]? WorkTypes { get; set; }

    public string[]? Languages { get; set; }

    /// <summary>Separated by commas.</summary>
    public string? Departments { get; set; }

    public int? FromWeek { get; set; }

    public int? UntilWeek { get; set; }

    public NudgeFact[]? Have { get; set; }

    public NudgeFact[]? HaveNot { get; set; }

    /// <summary>In order of preference; empty where nothing was chosen.</summary>
    public string[]? Channels { get; set; }

    /// <summary>The hour at which it leaves; empty for as soon as people work.</summary>
    public int? Hour { get; set; }

    /// <summary>What the second half gets otherwise; empty for the same.</summary>
    public string[]? SecondChannels { get; set; }

    public int? SecondHour { get; set; }

    public NudgeKind? SecondKind { get; set; }

    public NudgeOccasion Occasion { get; set; }

    public int? DaysBetween { get; set; } = 14;

    public int? Tries { get; set; } = 1;

    public AfterLastTry After { get; set; }

    public int Holdout { get; set; } = 10;

    /// <summary>The first that goes when someone's budget allows one message: a lower number.</summary>
    public int? Priority { get; set; } = 80;

    public string? SubjectEn { get; set; }

    public string? BodyEn { get; set; }

    public string? SubjectNl { get; set; }

    public string? BodyNl { get; set; }

    public string? SubjectFr { get; set; }

    public string? BodyFr { get; set; }

    /// <summary>A second text, to compare; empty for none.</summary>
    public string? SecondSubjectEn { get; set; }

    public string? SecondBodyEn { get; set; }

    public string? SecondSubjectNl { get; set; }

    public string? SecondBodyNl { get; set; }

    public string? SecondSubjectFr { get; set; }

    public string? SecondBodyFr { get; set; }

    public static NudgeRuleInput Of(NudgeRule rule)
    {
        var (content, who) = (rule.Content, rule.Content.Audience);
        return new NudgeRuleInput
        {
            Name = rule.Name,
            Priority = rule.Priority,
            Kind = content.Kind,
            Step = content.Step,
            Branches = [.. who.Branches.Select(b => b.Value)],
            WorkTypes = [.. who.WorkTypes],
            Languages = [.. who.Languages],
            Departments = string.Join(", ", who.Departments),
            FromWeek = who.FromWeek,
            UntilWeek = who.UntilWeek,
            Have = [.. who.Have],
            HaveNot = [.. who.HaveNot],
            Channels = [.. content.Channels.Select(c => c.ToString())],
            Hour = content.Hour,
            SecondChannels = [.. (content.Second?.Channels ?? []).Select(c => c.ToString())],
            SecondHour = content.Second?.Hour,
            SecondKind = content.Second?.Kind,
            Occasion = content.Occasion,
            DaysBetween = content.DaysBetween,
            Tries = content.Tries,
            After = content.After,
            Holdout = content.Holdout,
            SubjectEn = content.Texts.GetValueOrDefault("en")?.Subject,
            BodyEn = content.Texts.GetValueOrDefault("en")?.Body,
            SubjectNl = content.Texts.GetValueOrDefault("nl")?.Subject,
            BodyNl = content.Texts.GetValueOrDefault("nl")?.Body,
            SubjectFr = content.Texts.GetValueOrDefault("fr")?.Subject,
            BodyFr = content.Texts.GetValueOrDefault("fr")?.Body,
            SecondSubjectEn = content.Second?.Texts.GetValueOrDefault("en")?.Subject,
            SecondBodyEn = content.Second?.Texts.GetValueOrDefault("en")?.Body,
            SecondSubjectNl = content.Second?.Texts.GetValueOrDefault("nl")?.Subject,
            SecondBodyNl = content.Second?.Texts.GetValueOrDefault("nl")?.Body,
            SecondSubjectFr = content.Second?.Texts.GetValueOrDefault("fr")?.Subject,
            SecondBodyFr = content.Second?.Texts.GetValueOrDefault("fr")?.Body,
        };
    }

    public NudgeRuleContent ToContent() => new()
    {
        Kind = Kind,
        Step = Step,
        Audience = new NudgeAudience
        {
            Branches = [.. (Branches ?? []).Select(b => new BranchId(b))],
            WorkTypes = WorkTypes ?? [],
            Languages = Languages ?? [],
            Departments = (Departments ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            FromWeek = FromWeek,
            UntilWeek = UntilWeek,
            Have = Have ?? [],
            HaveNot = HaveNot ?? [],
        },
        Channels = ChannelsOf(Channels ?? [nameof(MessageChannel.Mail)]),
        Hour = Hour,
        Occasion = Occasion,
        DaysBetween = DaysBetween ?? 0,
        Tries = Tries ?? 0,
        After = After,
        Holdout = Step == NudgeStep.Nothing ? 0 : Holdout,
        Texts = Texts(("en", SubjectEn, BodyEn), ("nl", SubjectNl, BodyNl), ("fr", SubjectFr, BodyFr)),
        Second = Second(),
    };

    private NudgeVariant? Second()
    {
        var second = new NudgeVariant
        {
            Texts = Texts(("en", SecondSubjectEn, SecondBodyEn), ("nl", SecondSubjectNl, SecondBodyNl), ("fr", SecondSubjectFr, SecondBodyFr)),
            Kind = SecondKind,
            Channels = ChannelsOf(SecondChannels ?? []),
            Hour = SecondHour,
        };
        return second is { Texts.Count: 0, Kind: null, Channels.Count: 0, Hour: null } ? null : second;
    }

    private static IReadOnlyList<MessageChannel> ChannelsOf(string[] chosen) => [.. chosen.Where(c => Enum.TryParse<MessageChannel>(c, out var channel) && Enum.IsDefined(channel)).Select(Enum.Parse<MessageChannel>)];

    private static Dictionary<string, NudgeWording> Texts(params IEnumerable<(string Language, string? Subject, string? Body)> typed) =>
        typed.Where(t => !string.IsNullOrWhiteSpace(t.Subject) || !string.IsNullOrWhiteSpace(t.Body))
            .ToDictionary(t => t.Language, t => new NudgeWording(t.Subject?.Trim() ?? "", t.Body?.Replace("\r", "", StringComparison.Ordinal).Trim() ?? ""));
}
