using NodaTime;
using Rollout.Domain.Branches;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

namespace Rollout.Domain.Infosessions;

/// <summary>Everything agreed about an infosession before anyone signs up: when, where, how many seats, by whom, in which language.</summary>
public sealed record SessionPlan
{
    /// <summary>The most characters a place may have.</summary>
    public const int PlaceLength = 200;

    /// <summary>The most characters a link may have.</summary>
    public const int LinkLength = 500;

    private string? _place;
    private string? _link;

    public required SessionTime Time { get; init; }

    /// <summary>The branch where it takes place; null when it is online for everyone.</summary>
    public required BranchId? Branch { get; init; }

    /// <summary>What planning must know about that branch; null when it is online for everyone.</summary>
    public HostBranch? Host { get; init; }

    /// <summary>Reservations around that time for this facilitator or this place.</summary>
    public IReadOnlyCollection<ReservedSlot> ExistingReservations { get; init; } = [];

    /// <summary>Whether the planner confirms a time outside the branch's working hours.</summary>
    public bool OutsideHours { get; init; }

    /// <summary>Whether the planner confirms a time after the branch's go-live.</summary>
    public bool AfterGoLive { get; init; }

    /// <summary>The working days that apply: the branch's, or those of the facilitator's branch when it is online.</summary>
    public required HolidayCalendar Calendar { get; init; }

    public string? Place
    {
        get => _place;
        init => _place = string.IsNullOrWhiteSpace(value) ? null : value.Trim();
    }

    public string? Link
    {
        get => _link;
        init => _link = string.IsNullOrWhiteSpace(value) ? null : value.Trim();
    }

    public required int Seats { get; init; }
    public required PersonId Facilitator { get; init; }
    public required string Language { get; init; }

    /// <summary>10:00 on the last working day before, on the calendar of the infosession's place.</summary>
    public Instant RemindAt =>
        (Calendar.WorkingDayBefore(Time.Starts.Date) + new LocalTime(10, 0)).InZoneLeniently(Time.Zone).ToInstant();

    /// <summary>Whether any part of it is outside the branch's working hours.</summary>
    public bool IsOutsideHours => Host is { } host && !host.Hours.Cover(Time.StartsAt, Time.EndsAt);

    /// <summary>Whether it starts at or after the go-live of its branch.</summary>
    public bool IsAfterGoLive => Host is { LiveAt: { } live } && Time.StartsAt >= live;

    /// <summary>Another branch where its facilitator is that day, so that they travel in between; null when there is none.</summary>
    public ReservedSlot? Elsewhere => Branch is null ? null
        : ExistingReservations.Where(o => o.Facilitator == Facilitator && o.Branch is not null && o.Branch != Branch && o.Starts.Date == Time.Starts.Date).MinBy(o => o.StartsAt);

    public static bool IsSeats(int seats) => seats is >= 1 and <= 500;

    public static bool IsLength(int minutes) => minutes is >= 15 and <= 480;

    /// <param name="isPlacedAnew">False when time and branch are unchanged, so that nothing needs to be confirmed again.</param>
    /// <exception cref="BrokenRuleException">An <see cref="InfosessionRules"/> rule is broken.</exception>
    internal void Validate(Instant now, bool isPlacedAnew = true)
    {
        RuleSet.EnsureAll(
            () => Validate(Place, Link, Time.Minutes, Seats),
            () => InfosessionRules.LanguageIsKnown.Ensure(RolloutSettings.KnownLanguages.Contains(Language)),
            () => InfosessionRules.NotInThePast.Ensure(now < Time.StartsAt),
            () => InfosessionRules.NotTooFarAhead.Ensure(Horizon.Reaches(Time.Starts.Date, now.InZone(Time.Zone).Date), Horizon.Years),
            () => InfosessionRules.NotOnAPublicHoliday.Ensure(Branch is null || !Calendar.IsPublicHoliday(Time.Starts.Date), Time.Starts.Date),
            EnsureFree,
            () => EnsureOverridden(isPlacedAnew));
    }

    /// <summary>What can be asked of a plan before its time is known.</summary>
    /// <exception cref="BrokenRuleException">An <see cref="InfosessionRules"/> rule is broken.</exception>
    public static void Validate(string? place, string? link, int minutes, int seats)
    {
        var (there, online) = (place?.Trim() ?? "", link?.Trim() ?? "");
        RuleSet.EnsureAll(
            () => InfosessionRules.NeedsAPlaceOrLink.Ensure(there.Length + online.Length > 0),
            () => InfosessionRules.PlaceFits.Ensure(there.Length <= PlaceLength, PlaceLength),
            () => InfosessionRules.LinkIsAnAddress.Ensure(online.Length == 0 || (online.Length <= LinkLength && WebAddress.Read(online) is not null)),
            () => InfosessionRules.LengthFits.Ensure(IsLength(minutes)),
            () => InfosessionRules.SeatsFit.Ensure(IsSeats(seats)));
    }

    // Nobody is at two places at once, and no room holds two infosessions. An invalid length overlaps with everything, so it is not checked.
    private void EnsureFree()
    {
        if (!IsLength(Time.Minutes))
        {
            return;
        }

        var meanwhile = ExistingReservations.Where(o => o.StartsAt < Time.EndsAt && o.EndsAt > Time.StartsAt).OrderBy(o => o.StartsAt).ToList();
        var given = meanwhile.Find(o => o.Facilitator == Facilitator);
        var there = Place is null ? null : meanwhile.Find(o => o.Branch == Branch && o.Place is not null && TextNormalizer.Normalize(o.Place) == TextNormalizer.Normalize(Place));
        RuleSet.EnsureAll(
            () => InfosessionRules.FacilitatorIsFree.Ensure(given is null, given?.FacilitatorName ?? "", given?.Title ?? TopicTitle.None, given?.Starts ?? default),
            () => InfosessionRules.PlaceIsFree.Ensure(there is null, Place ?? "", there?.Title ?? TopicTitle.None, there?.Starts ?? default));
    }

    // Unusual but allowed: the planner has to confirm it.
    private void EnsureOverridden(bool isPlacedAnew)
    {
        if (!isPlacedAnew || !IsLength(Time.Minutes))
        {
            return;
        }

        RuleSet.EnsureAll(
            () => InfosessionRules.InBranchHours.Ensure(OutsideHours || !IsOutsideHours, Host?.Name ?? "", Host?.Hours.OpensAt ?? default, Host?.Hours.ClosesAt ?? default),
            () => InfosessionRules.BeforeGoLive.Ensure(AfterGoLive || !IsAfterGoLive, Host?.Name ?? "", Host?.LiveAt?.InZone(Time.Zone).LocalDateTime ?? default));
    }
}
