using NodaTime;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

namespace Rollout.Domain.Ambassadors;

/// <summary>
/// A person appointed to onboard colleagues, with a quota and a window. A person has at most one ambassador record; after a term ends they can be appointed
/// again.
/// </summary>
public sealed class Ambassador
{
    /// <summary>How many colleagues an ambassador onboards unless the lead says otherwise.</summary>
    public const int DefaultQuota = 10;

    /// <summary>The most colleagues one ambassador can be asked to onboard.</summary>
    public const int LargestQuota = 500;

    /// <summary>How many days before the last day the ambassador is notified that the term is ending.</summary>
    public const int DaysOfNotice = 7;

    /// <summary>How long someone who stepped down is left alone: until then they are not suggested, and can only be found by name.</summary>
    public static readonly Duration CooldownAfterStepDown = Duration.FromDays(90);

    private Ambassador()
    {
    }

    public AmbassadorId Id { get; private init; }
    public PersonId Person { get; private init; }

    /// <summary>The number of colleagues to onboard.</summary>
    public int Quota { get; private set; }

    /// <summary>First day of the window, on the branch's calendar.</summary>
    public LocalDate From { get; private set; }

    /// <summary>Last day of the window, on the branch's calendar.</summary>
    public LocalDate Until { get; private set; }

    /// <summary>
    /// The part of the personal link that can also be given by phone; see <see cref="AmbassadorCode"/>. Unique and never reused, because posters outlive terms.
    /// </summary>
    public string Code { get; private set; } = "";

    /// <summary>When the current term was given.</summary>
    public Instant AppointedAt { get; private set; }

    /// <summary>When the term was ended early, if it was.</summary>
    public Instant? SteppedDownAt { get; private set; }

    /// <summary>When the window last changed, by an edit or by a new term; credits from before that moment were earned in an earlier window.</summary>
    public Instant? WindowMovedAt { get; private set; }

    /// <summary>Whether other ambassadors of the branch may see this person's name with their milestones; off until they turn it on.</summary>
    public bool ShowsName { get; private set; }

    /// <summary>The successor, if there was one when they stepped down: the old link and code lead to them.</summary>
    public AmbassadorId? HandedTo { get; private set; }

    /// <summary>The end date that the ambassador and the lead were last notified about.</summary>
    public LocalDate? EndNotifiedFor { get; private set; }

    public int Version { get; private set; }

    /// <param name="today">The day on the calendar of their branch.</param>
    /// <exception cref="BrokenRuleException">An <see cref="AmbassadorRules"/> rule is broken.</exception>
    public static Ambassador Appoint(PersonId person, int quota, LocalDate from, LocalDate until, string code, LocalDate today, Instant now)
    {
        EnsureTerm(quota, from, until, today);
        return new Ambassador { Id = AmbassadorId.New(), Person = person, Quota = quota, From = from, Until = until, Code = code, AppointedAt = now };
    }

    /// <summary>Changes the quota or the window. Credits are not affected.</summary>
    /// <param name="today">The day on the calendar of their branch: a window that is over can stay as it is, and none can be moved into the past.</param>
    /// <exception cref="BrokenRuleException">An <see cref="AmbassadorRules"/> rule is broken.</exception>
    public void Change(int quota, LocalDate from, LocalDate until, LocalDate today, Instant now)
    {
        AmbassadorRules.HasNotSteppedDown.Ensure(SteppedDownAt is null);
        var same = (From, Until) == (from, until);
        EnsureTerm(quota, from, until, same ? null : today);
        (Quota, From, Until, WindowMovedAt) = (quota, from, until, same ? WindowMovedAt : now);
    }

    /// <summary>Ends the term before its window does. Credits stay; from then on the link gives none, or leads to the successor.</summary>
    /// <exception cref="BrokenRuleException">An <see cref="AmbassadorRules"/> rule is broken.</exception>
    public void StepDown(Instant now, Ambassador? successor = null)
    {
        AmbassadorRules.HasNotSteppedDown.Ensure(SteppedDownAt is null);
        AmbassadorRules.SuccessorServes.Ensure(successor is null || (successor.Id != Id && successor.SteppedDownAt is null));
        (SteppedDownAt, HandedTo) = (now, successor?.Id);
    }

    /// <summary>Appoints someone again whose term is over or who stepped down, with the same link and the credits they already had.</summary>
    /// <param name="today">The day on the calendar of their branch.</param>
    /// <exception cref="BrokenRuleException">An <see cref="AmbassadorRules"/> rule is broken.</exception>
    public void Reappoint(int quota, LocalDate from, LocalDate until, LocalDate today, Instant now)
    {
        AmbassadorRules.IsNotServingYet.Ensure(TermOn(today) is TermStatus.SteppedDown or TermStatus.Over);
        EnsureTerm(quota, from, until, today);
        (Quota, From, Until) = (quota, from, until);
        (SteppedDownAt, HandedTo, AppointedAt, WindowMovedAt) = (null, null, now, now);
    }

    public void ShowName(bool show) => ShowsName = show;

    /// <summary>The status of the term on a day of the branch's calendar.</summary>
    public TermStatus TermOn(LocalDate day) =>
        SteppedDownAt is not null ? TermStatus.SteppedDown
        : day < From ? TermStatus.NotYet
        : day > Until ? TermStatus.Over
        : TermStatus.Open;

    /// <summary>When the term opens and closes in the branch's time zone: the first instant that counts and the first that no longer does.</summary>
    public (Instant Opens, Instant Closes) TimesIn(DateTimeZone zone)
    {
        var closes = Until.PlusDays(1).AtStartOfDayInZone(zone).ToInstant();
        return (From.AtStartOfDayInZone(zone).ToInstant(), SteppedDownAt is { } stopped ? Instant.Min(closes, stopped) : closes);
    }

    /// <summary>Whether to notify about the end of the term: once per end date, and not when the term was appointed within the notice period.</summary>
    public bool EndIsNear(LocalDate today, LocalDate appointed) =>
        TermOn(today) == TermStatus.Open && EndNotifiedFor != Until && today >= Until.PlusDays(-DaysOfNotice) && appointed < Until.PlusDays(-DaysOfNotice);

    /// <summary>Records that the ambassador and the lead have been notified of this end date.</summary>
    public void MarkEndNotified() => EndNotifiedFor = Until;

    /// <summary>Whether a quota and a window make a term.</summary>
    /// <param name="from">The first day; null when what was typed is none.</param>
    /// <param name="until">The last day; null when what was typed is none.</param>
    /// <param name="today">The day on the calendar of the branch; null where a window that is over may stay as it is.</param>
    /// <exception cref="BrokenRuleException">An <see cref="AmbassadorRules"/> rule is broken.</exception>
    public static void EnsureTerm(int quota, LocalDate? from, LocalDate? until, LocalDate? today) => RuleSet.EnsureAll(
        () => AmbassadorRules.QuotaIsAtLeastOne.Ensure(quota is >= 1 and <= LargestQuota),
        () => AmbassadorRules.WindowHasAFirstDay.Ensure(from is not null),
        () => AmbassadorRules.WindowHasALastDay.Ensure(until is not null),
        () => AmbassadorRules.WindowEndsAfterItStarts.Ensure(from is null || until is null || until > from),
        () => AmbassadorRules.WindowIsNotOver.Ensure(until is null || today is null || until <= from || until >= today),
        () => AmbassadorRules.WindowIsNotTooFar.Ensure(until is null || today is null || Horizon.Reaches(until.Value, today.Value), Horizon.Years));
}

/// <summary>Where a day falls relative to an ambassador's term.</summary>
public enum TermStatus
{
    NotYet,
    Open,
    Over,
    SteppedDown,
}

public readonly record struct AmbassadorId(Guid Value)
{
    public static AmbassadorId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}
