using NodaTime;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

namespace Rollout.Domain.Launches;

/// <summary>A branch's report right after going live. It is never changed: a later report follows it.</summary>
public sealed class RollCall
{
    /// <summary>The maximum length of the description of a problem.</summary>
    public const int TroubleLength = 300;

    private RollCall()
    {
    }

    public RollCallId Id { get; private init; }
    public LaunchId Launch { get; private init; }

    /// <summary>1 for the branch's first report.</summary>
    public int Number { get; private init; }

    /// <summary>People present at the kick-off.</summary>
    public int Present { get; private init; }

    /// <summary>How many of those present have opened the platform.</summary>
    public int FirstVisits { get; private init; }

    /// <summary>The current problem; null when there is none, or no longer one.</summary>
    public string? Trouble { get; private init; }

    public PersonId By { get; private init; }
    public Instant At { get; private init; }

    internal static RollCall Give(LaunchId launch, int number, int present, int firstVisits, string? trouble, PersonId by, Instant now, int? colleagues)
    {
        var told = string.IsNullOrWhiteSpace(trouble) ? null : trouble.Trim();
        RuleSet.EnsureAll(
            () => LaunchRules.PresentIsPlausible.Ensure(present is >= 0 and <= 100_000),
            () => LaunchRules.PresentWorkThere.Ensure(colleagues is null || present <= colleagues, colleagues ?? 0, present),
            () => LaunchRules.FirstVisitsAreOfPresent.Ensure(firstVisits >= 0 && (present < 0 || firstVisits <= present)),
            () => LaunchRules.ProblemFits.Ensure(told is null or { Length: <= TroubleLength }));
        return new RollCall
        {
            Id = RollCallId.New(),
            Launch = launch,
            Number = number,
            Present = present,
            FirstVisits = firstVisits,
            Trouble = told,
            By = by,
            At = now,
        };
    }
}

public readonly record struct RollCallId(Guid Value)
{
    public static RollCallId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}
