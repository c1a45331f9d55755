using NodaTime;
using Rollout.Domain.Branches;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

namespace Rollout.Domain.Infosessions;

/// <summary>All that is agreed about an infosession before anyone signs up: when, where, how many, by whom, in which language.</summary>
public sealed record SessionPlan
{
    private string? _place;
    private string? _link;

    public required SessionTime Time { get; init; }

    /// <summary>Where it takes place; null when it is online for everyone.</summary>
    public required BranchId? Branch { get; init; }

    /// <summary>The branch where it takes place, with what it asks of an infosession there; null when it is online for everyone.</summary>
    public HostBranch? Host { get; init; }

    /// <summary>What is planned already around that time, with this facilitator or at this place.</summary>
    public IReadOnlyCollection<ReservedSlot> ExistingReservations { get; init; } = [];

    /// <summary>Whether the planner says that it may be outside the hours the branch works.</summary>
    public bool OutsideHours { get; init; }

    /// <summary>Whether the planner says that it may come after the branch went live.</summary>
    public bool AfterGoLive { get; init; }

    /// <summary>Whose public holidays count: the branch's country, or the facilitator's when it is online.</summary>
    public required string Country { get; init; }

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

    /// <summary>Ten in the morning of the working day before, on the calendar of the session's place.</summary>
    public Instant RemindAt =>
        (PublicHolidays.WorkingDayBefore(Country, Time.Starts.Date) + new LocalTime(10, 0)).InZoneLeniently(Time.Zone).ToInstant();

    /// <summary>Whether it falls, wholly or partly, outside the hours the branch works.</summary>
    public bool IsOutsideHours => Host is { } host && !host.Hours.Cover(Time.StartsAt, Time.EndsAt);

    /// <summary>Whether it begins at or after the moment its branch goes live.</summary>
    public bool IsAfterGoLive => Host is { LiveAt: { } live } && Time.StartsAt >= live;

    /// <param name="now">The moment.</param>
    /// <param name="isPlacedAnew">False when its time and branch stay as they were, so that nobody has to mean them again.</param>
    /// <exception cref="BrokenRuleException">An <see cref="InfosessionRules"/> rule refuses.</exception>
    internal void Validate(Instant now, bool isPlacedAnew = true)
    {
        InfosessionRules.NeedsAPlaceOrLink.Ensure(Place is not null || Link is not null);
        InfosessionRules.PlaceFits.Ensure((Place?.Length ?? 0) <= Infosession.PlaceLength, Infosession.PlaceLength);
        InfosessionRules.LinkIsAnAddress.Ensure(Link is null || IsAddress(Link));
        InfosessionRules.SeatsFit.Ensure(Infosession.IsSeats(Seats));
        InfosessionRules.LanguageIsKnown.Ensure(RolloutSettings.KnownLanguages.Contains(Language));
        InfosessionRules.NotInThePast.Ensure(now < Time.StartsAt);
        InfosessionRules.NotOnAPublicHoliday.Ensure(Branch is null || !PublicHolidays.Is(Country, Time.Starts.Date), Time.Starts.Date);
        EnsureFree();
        if (isPlacedAnew)
        {
            EnsureOverridden();
        }
    }

    // Nobody is at two places at once, and no room holds two infosessions.
    private void EnsureFree()
    {
        var meanwhile = ExistingReservations.Where(o => o.StartsAt < Time.EndsAt && o.EndsAt > Time.StartsAt).OrderBy(o => o.StartsAt).ToList();
        var given = meanwhile.Find(o => o.Facilitator == Facilitator);
        InfosessionRules.FacilitatorIsFree.Ensure(given is null, given?.FacilitatorName ?? "", given?.Title ?? "", given?.Starts ?? default);
        var there = Place is null ? null : meanwhile.Find(o => o.Branch == Branch && o.Place is not null && TextNormalizer.Normalize(o.Place) == TextNormalizer.Normalize(Place));
        InfosessionRules.PlaceIsFree.Ensure(there is null, Place ?? "", there?.Title ?? "", there?.Starts ?? default);
    }

    // What may be wanted, but seldom is: whoever plans it says that they mean it.
    private void EnsureOverridden()
    {
        InfosessionRules.InBranchHours.Ensure(OutsideHours || !IsOutsideHours, Host?.Name ?? "", Host?.Hours.OpensAt ?? default, Host?.Hours.ClosesAt ?? default);
        InfosessionRules.BeforeGoLive.Ensure(AfterGoLive || !IsAfterGoLive, Host?.Name ?? "", Host?.LiveAt?.InZone(Time.Zone).LocalDateTime ?? default);
    }

    private static bool IsAddress(string link) =>
        link.Length <= Infosession.LinkLength && Uri.TryCreate(link, UriKind.Absolute, out var uri) && uri.Scheme is ("https" or "http");
}
