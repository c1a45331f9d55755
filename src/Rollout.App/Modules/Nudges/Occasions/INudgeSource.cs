using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Nudges.Rules;
using Rollout.App.Persistence;
using Rollout.App.Shared.Localization;
using Rollout.Domain.Nudges;
using Rollout.Domain.People;
using Rollout.Notifications.Mail;

namespace Rollout.App.Modules.Nudges.Occasions;

/// <summary>
/// Loads the facts for one nudge rule, for many people at once; the decision is made in the domain by a pure function of (facts, now). The planning job, the
/// preview and the check before sending all use it.
/// </summary>
public interface INudgeSource
{
    /// <summary>The rule's code, which is its message type. Its texts are under <c>nudge.{Code}…</c>.</summary>
    string Code { get; }

    /// <summary>Whether a person gets it at most once in seven days, whatever the contact budget.</summary>
    bool OnceAWeek { get; }

    /// <summary>Whether it tells its reader what nobody else may read, so that it waits only on the start page of someone who proved who they are.</summary>
    bool IsPersonal => true;

    /// <summary>Evaluates the rule for a page of the people it may concern, as of <paramref name="now"/>.</summary>
    Task<NudgePageResult> LoadAsync(RolloutDb db, NudgePageRequest slice, Instant now, CancellationToken ct);

    /// <summary>Counts what the rule would plan as of <paramref name="now"/>. A rule that may concern everyone counts by groups to whom the same applies.</summary>
    async Task<NudgeCount> CountAsync(RolloutDb db, Instant now, CancellationToken ct)
    {
        var known = (await db.Outbox.Where(m => m.About == Code).Select(m => m.Key).ToListAsync(ct)).ToHashSet();
        var page = await LoadAsync(db, NudgePageRequest.Everyone, now, ct);
        var drafts = page.Drafts.Where(d => !known.Contains(d.Nudge.Key)).OrderBy(d => d.Nudge.DueAt).ToList();
        return NudgeCount.Of(drafts.Select(d => (d.Nudge.DueAt, 1)), drafts.FirstOrDefault());
    }
}

/// <summary>How many nudges a rule would plan.</summary>
/// <param name="Due">When how many people are due, soonest first.</param>
/// <param name="Example">The first of them.</param>
public sealed record NudgeCount(IReadOnlyList<(Instant At, int People)> Due, NudgeDraft? Example)
{
    public static NudgeCount Of(IEnumerable<(Instant At, int People)> due, NudgeDraft? example) =>
        new([.. due.GroupBy(d => d.At, d => d.People).OrderBy(d => d.Key).Select(d => (d.Key, d.Sum()))], example);
}

/// <summary>A page of people for a rule, in a fixed order.</summary>
/// <param name="Skip">How many to skip.</param>
/// <param name="Take">The maximum number to evaluate.</param>
/// <param name="Only">Only these people, if given.</param>
public sealed record NudgePageRequest(int Skip, int Take, IReadOnlyList<PersonId>? Only = null)
{
    /// <summary>All people at once.</summary>
    public static readonly NudgePageRequest Everyone = new(0, int.MaxValue);

    public static NudgePageRequest Of(IReadOnlyList<PersonId> only) => new(0, only.Count, only);

    /// <summary>The people of the page who can be nudged: employed, not stopped, and reached by mail or on their start page.</summary>
    public IQueryable<Person> Reachable(INudgeSource rule, RolloutDb db, Instant now)
    {
        var (mail, page) = (NudgeReach.ByMail(db), NudgeReach.OnStartPage(db, now, rule.IsPersonal));
        var people = db.People.Where(p => p.Active && p.NudgesStoppedAt == null && (mail.Contains(p.Id) || page.Contains(p.Id)));
        return Only is { } only ? people.Where(p => only.Contains(p.Id)) : people;
    }
}

/// <summary>The result for a page.</summary>
/// <param name="LookedAt">How many people were evaluated; fewer than requested when there are no more.</param>
/// <param name="Drafts">The nudges to plan.</param>
public sealed record NudgePageResult(int LookedAt, IReadOnlyList<NudgeDraft> Drafts);

/// <summary>A planned nudge with its recipient and text.</summary>
public sealed record NudgeDraft(PlannedNudge Nudge, NudgeRecipient To, Func<Localizer, NudgeText> Write);

/// <summary>The recipient of a nudge.</summary>
public sealed record NudgeRecipient(PersonId Id, string Email, string Name, string GivenName, string? Language, string BranchName, string? Mobile = null);

/// <summary>The text of a nudge.</summary>
/// <param name="Why">Why this person gets it, and when it stops.</param>
public sealed record NudgeText(string Subject, string Why, params IReadOnlyList<string> Paragraphs)
{
    public IReadOnlyList<string> Facts { get; init; } = [];

    public IReadOnlyList<EmailChoice> Choices { get; init; } = [];

    public EmailLink? Button { get; init; }

    public EmailLink? Link { get; init; }
}
