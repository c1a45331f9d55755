using NodaTime;
using Rollout.Domain.People;

namespace Rollout.Domain.Ambassadors;

/// <summary>A person appointed to onboard colleagues, with a quota and a window. A person is one ambassador at most; after their term they can be appointed again.</summary>
public sealed class Ambassador
{
    /// <summary>How many colleagues an ambassador onboards unless the lead says otherwise.</summary>
    public const int DefaultQuota = 10;

    /// <summary>The most colleagues one ambassador can be asked to onboard.</summary>
    public const int LargestQuota = 500;

    /// <summary>So many days before the last one the end is told.</summary>
    public const int DaysOfNotice = 7;

    /// <summary>Who stepped down is left in peace for so long: until then they are suggested to nobody, and found by name alone.</summary>
    public static readonly Duration CooldownAfterStepDown = Duration.FromDays(90);

    private Ambassador()
    {
    }

    public AmbassadorId Id { get; private init; }
    public PersonId Person { get; private init; }

    /// <summary>How many colleagues this ambassador is to onboard.</summary>
    public int Quota { get; private set; }

    /// <summary>First day of the window, on the branch's calendar.</summary>
    public LocalDate From { get; private set; }

    /// <summary>Last day of the window, on the branch's calendar.</summary>
    public LocalDate Until { get; private set; }

    /// <summary>What stands in the personal link and can be said aloud: see <see cref="AmbassadorCode"/>. Unique, and kept for good: posters outlive terms.</summary>
    public string Code { get; private set; } = "";

    /// <summary>When the present term was given.</summary>
    public Instant AppointedAt { get; private set; }

    /// <summary>When the term was ended early, if it was.</summary>
    public Instant? SteppedDownAt { get; private set; }

    /// <summary>When the window became another than it was, by a change or by another term; credits from before were earned in the earlier one.</summary>
    public Instant? WindowMovedAt { get; private set; }

    /// <summary>Whether the ambassadors of the branch may read their name with what they reached; not until they say so.</summary>
    public bool ShowsName { get; private set; }

    /// <summary>Who took over when they stepped down, if someone did: the link and the code on the posters lead there.</summary>
    public AmbassadorId? HandedTo { get; private set; }

    /// <summary>The last day about which they and the lead were told that it is near.</summary>
    public LocalDate? EndNotifiedFor { get; private set; }

    public int Version { get; private set; }

    /// <exception cref="SharedKernel.BrokenRuleException">An <see cref="AmbassadorRules"/> rule refuses.</exception>
    public static Ambassador Appoint(PersonId person, int quota, LocalDate from, LocalDate until, string code, Instant now)
    {
        var ambassador = new Ambassador { Id = AmbassadorId.New(), Person = person, Code = code, AppointedAt = now };
        ambassador.Agree(quota, from, until);
        return ambassador;
    }

    /// <summary>Another quota or window than was agreed before. Credits stay what they are.</summary>
    /// <exception cref="SharedKernel.BrokenRuleException">An <see cref="AmbassadorRules"/> rule refuses.</exception>
    public void Change(int quota, LocalDate from, LocalDate until, Instant now)
    {
        AmbassadorRules.HasNotSteppedDown.Ensure(SteppedDownAt is null);
        var same = (From, Until) == (from, until);
        Agree(quota, from, until);
        WindowMovedAt = same ? WindowMovedAt : now;
    }

    /// <summary>Ends the term before its window does. Credits stay; the link no longer gives any, or leads to the successor.</summary>
    /// <exception cref="SharedKernel.BrokenRuleException">An <see cref="AmbassadorRules"/> rule refuses.</exception>
    public void StepDown(Instant now, Ambassador? successor = null)
    {
        AmbassadorRules.HasNotSteppedDown.Ensure(SteppedDownAt is null);
        AmbassadorRules.SuccessorServes.Ensure(successor is null || (successor.Id != Id && successor.SteppedDownAt is null));
        (SteppedDownAt, HandedTo) = (now, successor?.Id);
    }

    /// <summary>Gives someone whose term is over, or who stepped down, another term, with the same link and the credits they had.</summary>
    /// <param name="today">The day on the calendar of their branch.</param>
    /// <exception cref="SharedKernel.BrokenRuleException">An <see cref="AmbassadorRules"/> rule refuses.</exception>
    public void Reappoint(int quota, LocalDate from, LocalDate until, LocalDate today, Instant now)
    {
        AmbassadorRules.IsNotServingYet.Ensure(TermOn(today) is TermStatus.SteppedDown or TermStatus.Over);
        Agree(quota, from, until);
        (SteppedDownAt, HandedTo, AppointedAt, WindowMovedAt) = (null, null, now, now);
    }

    public void ShowName(bool show) => ShowsName = show;

    /// <summary>How the term stands on a day of the branch's calendar.</summary>
    public TermStatus TermOn(LocalDate day) =>
        SteppedDownAt is not null ? TermStatus.SteppedDown
        : day < From ? TermStatus.NotYet
        : day > Until ? TermStatus.Over
        : TermStatus.Open;

    /// <summary>When the term begins and is over, where the branch is: the first moment that counts and the first that does not.</summary>
    public (Instant Opens, Instant Closes) TimesIn(DateTimeZone zone)
    {
        var closes = Until.PlusDays(1).AtStartOfDayInZone(zone).ToInstant();
        return (From.AtStartOfDayInZone(zone).ToInstant(), SteppedDownAt is { } stopped ? Instant.Min(closes, stopped) : closes);
    }

    /// <summary>Whether the end of the term is to be told: once for a last day, and not for a term so short that it was only just agreed.</summary>
    public bool EndIsNear(LocalDate today, LocalDate appointed) =>
        TermOn(today) == TermStatus.Open && EndNotifiedFor != Until && today >= Until.PlusDays(-DaysOfNotice) && appointed < Until.PlusDays(-DaysOfNotice);

    /// <summary>They and the lead are told.</summary>
    public void MarkEndNotified() => EndNotifiedFor = Until;

    internal static void EnsureTerm(int quota, LocalDate from, LocalDate until)
    {
        AmbassadorRules.QuotaIsAtLeastOne.Ensure(quota is >= 1 and <= LargestQuota);
        AmbassadorRules.WindowEndsAfterItStarts.Ensure(until > from);
    }

    private void Agree(int quota, LocalDate from, LocalDate until)
    {
        EnsureTerm(quota, from, until);
        (Quota, From, Until) = (quota, from, until);
    }
}

/// <summary>Where a day falls in an ambassador's term.</summary>
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
