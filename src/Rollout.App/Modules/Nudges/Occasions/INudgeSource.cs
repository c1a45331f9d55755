using NodaTime;
using Rollout.App.Persistence;
using Rollout.App.Shared.Localization;
using Rollout.Domain.Nudges;
using Rollout.Domain.People;
using Rollout.Notifications.Mail;

namespace Rollout.App.Modules.Nudges.Occasions;

/// <summary>
/// A rule that asks people for one step. It loads facts, many people at once; what follows from them is decided in the domain by a pure function
/// of (facts, now). The job, the preview and the second look at the moment of sending all ask here.
/// </summary>
public interface INudgeSource
{
    /// <summary>The rule's code: what its messages are about. Its words are under <c>nudge.{Code}…</c>.</summary>
    string Code { get; }

    /// <summary>Whether a person gets it at most once in seven days, whatever the contact budget.</summary>
    bool OnceAWeek { get; }

    /// <summary>What the rule asks of a slice of the people it may concern, as seen from <paramref name="now"/>.</summary>
    Task<NudgePageResult> LoadAsync(RolloutDb db, NudgePageRequest slice, Instant now, CancellationToken ct);
}

/// <summary>Which people of a rule's are looked at, in a fixed order.</summary>
/// <param name="Skip">How many were looked at before.</param>
/// <param name="Take">How many at most.</param>
/// <param name="Only">Only these, if given.</param>
public sealed record NudgePageRequest(int Skip, int Take, IReadOnlyList<PersonId>? Only = null)
{
    public static NudgePageRequest Of(IReadOnlyList<PersonId> only) => new(0, only.Count, only);

    /// <summary>The people of the slice whom a nudge can reach: employed, with e-mail, and not stopped.</summary>
    public IQueryable<Person> Reachable(RolloutDb db)
    {
        var people = db.People.Where(p => p.Active && p.Email != null && p.NudgesStoppedAt == null);
        return Only is { } only ? people.Where(p => only.Contains(p.Id)) : people;
    }
}

/// <summary>What came of a slice.</summary>
/// <param name="LookedAt">How many people were looked at; fewer than asked for when there are no more.</param>
/// <param name="Drafts">What is to be asked, and of whom.</param>
public sealed record NudgePageResult(int LookedAt, IReadOnlyList<NudgeDraft> Drafts);

/// <summary>A nudge that may be sent, and how it would be written.</summary>
public sealed record NudgeDraft(PlannedNudge Nudge, NudgeRecipient To, Func<Localizer, NudgeText> Write);

/// <summary>Who gets it.</summary>
public sealed record NudgeRecipient(PersonId Id, string Email, string Name, string GivenName, string? Language, string BranchName);

/// <summary>What a nudge says, in finished words.</summary>
/// <param name="Subject">What it is about.</param>
/// <param name="Why">Why this person gets it, and when it stops.</param>
/// <param name="Paragraphs">What it says.</param>
public sealed record NudgeText(string Subject, string Why, params IReadOnlyList<string> Paragraphs)
{
    public IReadOnlyList<string> Facts { get; init; } = [];

    public IReadOnlyList<EmailChoice> Choices { get; init; } = [];

    public EmailLink? Button { get; init; }

    public EmailLink? Link { get; init; }
}
