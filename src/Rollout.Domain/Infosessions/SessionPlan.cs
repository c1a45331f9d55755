using NodaTime;
using Rollout.Domain.Branches;
using Rollout.Domain.People;
using Rollout.Domain.Rules;

namespace Rollout.Domain.Infosessions;

/// <summary>All that is agreed about an infosession before anyone signs up: when, where, how many, by whom, in which language.</summary>
public sealed record SessionPlan
{
    private string? _place;
    private string? _link;

    public required SessionTime Time { get; init; }

    /// <summary>Where it takes place; null when it is online for everyone.</summary>
    public required BranchId? Branch { get; init; }

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

    /// <exception cref="BrokenRuleException">An <see cref="InfosessionRules"/> rule refuses.</exception>
    internal void MustFit(Instant now)
    {
        InfosessionRules.NeedsAPlaceOrLink.MustHold(Place is not null || Link is not null);
        InfosessionRules.PlaceFits.MustHold((Place?.Length ?? 0) <= Infosession.PlaceLength, Infosession.PlaceLength);
        InfosessionRules.LinkIsAnAddress.MustHold(Link is null || IsAddress(Link));
        InfosessionRules.SeatsFit.MustHold(Infosession.IsSeats(Seats));
        InfosessionRules.LanguageIsKnown.MustHold(TheRollout.KnownLanguages.Contains(Language));
        InfosessionRules.NotInThePast.MustHold(now < Time.StartsAt);
        InfosessionRules.NotOnAPublicHoliday.MustHold(Branch is null || !PublicHolidays.Is(Country, Time.Starts.Date), Time.Starts.Date);
    }

    private static bool IsAddress(string link) =>
        link.Length <= Infosession.LinkLength && Uri.TryCreate(link, UriKind.Absolute, out var uri) && uri.Scheme is ("https" or "http");
}
