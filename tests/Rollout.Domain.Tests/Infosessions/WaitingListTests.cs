using NodaTime;
using NodaTime.Text;
using Rollout.App.Shared;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.Domain.Tests.Infosessions;

/// <summary>An offer lasts for working hours only, and never past the start.</summary>
public sealed class WaitingListTests
{
    private static readonly WorkingHours Gent = new(A.Brussels, Holidays.In("BE"), new LocalTime(9, 0), new LocalTime(17, 0));
    private static readonly WorkingHours Utrecht = Gent with { Calendar = Holidays.In("NL") };

    [Theory]
    [InlineData("2026-11-23T09:00:00Z", "2026-11-23T13:00:00Z")] // Monday 10:00: the same afternoon
    [InlineData("2026-11-23T15:00:00Z", "2026-11-24T11:00:00Z")] // Monday 16:00: an hour, and three on Tuesday
    [InlineData("2026-11-27T17:00:00Z", "2026-11-30T12:00:00Z")] // Friday 18:00 does not die on Saturday
    [InlineData("2026-11-23T12:00:00Z", "2026-11-23T16:00:00Z")] // ends as the branch closes
    [InlineData("2026-12-24T15:00:00Z", "2026-12-28T11:00:00Z")] // over Christmas, a Friday
    [InlineData("2027-03-26T15:00:00Z", "2027-03-30T10:00:00Z")] // Good Friday is worked, Easter Monday is not, and the clocks change between
    [InlineData("2027-05-05T14:00:00Z", "2027-05-07T10:00:00Z")] // Ascension
    public void Four_working_hours_end_when_people_can_have_answered(string from, string until) =>
        Assert.Equal(At(until), Gent.After(At(from), Duration.FromHours(4)));

    [Fact]
    public void A_public_holiday_of_another_country_counts() =>
        Assert.Equal(At("2026-11-11T12:00:00Z"), Utrecht.After(At("2026-11-10T17:00:00Z"), Duration.FromHours(4))); // Armistice is Belgian

    [Fact]
    public void Forty_hours_are_a_week() => Assert.Equal(At("2026-11-30T09:00:00Z"), Gent.After(At("2026-11-23T09:00:00Z"), Duration.FromHours(40)));

    [Fact]
    public void Seats_go_to_the_first_in_line_each_in_the_hours_of_their_own_branch()
    {
        var turns = WaitingList.Next([("Ann", Gent), ("Bas", Utrecht), ("Cem", Gent)], 2, At("2026-11-20T13:00:00Z"), 4, At("2026-11-10T15:00:00Z"));

        Assert.Equal([("Ann", At("2026-11-12T11:00:00Z")), ("Bas", At("2026-11-11T11:00:00Z"))], turns.Offers);
        Assert.False(turns.CallTheRest);
    }

    [Theory]
    [InlineData("2026-11-23T14:00:00Z", false)]
    [InlineData("2026-11-23T13:00:00Z", false)]
    [InlineData("2026-11-23T12:59:00Z", true)]
    public void When_an_offer_could_not_live_until_the_start_whoever_waits_is_called(string startsAt, bool called)
    {
        var turns = WaitingList.Next([("Ann", Gent), ("Bas", Gent)], 1, At(startsAt), 4, A.Monday);

        Assert.Equal(called, turns.CallTheRest);
        Assert.Equal(called ? 0 : 1, turns.Offers.Count);
    }

    [Fact]
    public void Nothing_is_free_while_someone_waits()
    {
        Assert.Equal(3, new SeatCounts(Seats: 10, Taken: 5, Offered: 2, Waiting: 0).Free);
        Assert.Equal(0, new SeatCounts(Seats: 10, Taken: 5, Offered: 2, Waiting: 1).Free);
    }

    [Fact]
    public void An_offer_is_taken_before_it_ends_and_not_at_its_end()
    {
        var (early, late, never) = (Waiting(), Waiting(), Waiting());
        var end = A.Monday + Duration.FromHours(4);
        early.Offer(end, A.Monday);
        late.Offer(end, A.Monday);

        early.Take(end - Duration.FromMilliseconds(1));
        Refused.By(InfosessionRules.OfferHasNotEnded, () => late.Take(end));
        Refused.By(InfosessionRules.OnlyAnOfferedSeatIsTaken, () => never.Take(A.Monday));
        late.Expire(end);
        Refused.By(InfosessionRules.OfferHasNotEnded, () => late.Take(end));

        Assert.Equal((RegistrationState.Registered, RegistrationState.Expired), (early.State, late.State));
    }

    [Fact]
    public void Who_was_called_takes_a_seat_and_loses_the_call_by_joining_again()
    {
        var registration = Waiting();
        registration.Call(A.Monday);
        registration.EnsureOffered(A.Monday);
        registration.Withdraw(A.Monday + Duration.FromDays(1), A.Monday);
        registration.Wait(9, A.Monday);

        Refused.By(InfosessionRules.OnlyAnOfferedSeatIsTaken, () => registration.Take(A.Monday));
        Assert.Equal(9, registration.Number);
    }

    [Fact]
    public void Who_waits_held_no_seat_and_cannot_be_ticked() =>
        Refused.By(InfosessionRules.OnlyWhoHeldASeatIsTicked, () => Waiting().Tick(came: true, A.Monday, A.Monday));

    [Fact]
    public void An_offer_ends_when_the_infosession_starts_at_the_latest()
    {
        var registration = Waiting();
        registration.Offer(A.Monday + Duration.FromHours(4), A.Monday);
        registration.EndOfferBy(A.Monday + Duration.FromHours(6));
        Assert.Equal(A.Monday + Duration.FromHours(4), registration.OfferEndsAt);
        registration.EndOfferBy(A.Monday + Duration.FromHours(2));

        Assert.Equal(A.Monday + Duration.FromHours(2), registration.OfferEndsAt);
    }

    private static Registration Waiting() => Registration.Waiting(PersonId.New(), InfosessionId.New(), 1, A.Monday);

    private static Instant At(string text) => InstantPattern.General.Parse(text).Value;
}
