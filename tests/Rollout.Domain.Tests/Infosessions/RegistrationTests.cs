using NodaTime;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.Domain.Tests.Infosessions;

/// <summary>A place is taken, given up and ticked, each in its time.</summary>
public sealed class RegistrationTests
{
    [Fact]
    public void A_place_is_given_back_until_the_start_and_taken_up_again()
    {
        var registration = Registration.Of(PersonId.New(), InfosessionId.New(), A.Monday);
        var start = Some.Published().StartsAt;

        Refused.By(InfosessionRules.WithdrawUntilItStarts, () => registration.Withdraw(start, start));
        registration.Withdraw(start, start - Duration.FromSeconds(1));
        Refused.By(InfosessionRules.OnlyWhoIsRegisteredWithdraws, () => registration.Withdraw(start, A.Monday));
        registration.ComeBack(A.Monday);

        Assert.Equal((RegistrationState.Registered, 2), (registration.State, registration.Changes));
    }

    [Fact]
    public void Who_came_is_ticked_once_the_door_is_open_and_can_be_corrected()
    {
        var registration = Registration.Of(PersonId.New(), InfosessionId.New(), A.Monday);
        var start = Some.Published().StartsAt;

        Refused.By(InfosessionRules.AttendanceOnceTheDoorIsOpen, () => registration.Tick(true, start, start - Infosession.DoorOpens - Duration.FromSeconds(1)));
        registration.Tick(true, start, start - Infosession.DoorOpens);
        registration.Tick(false, start, start);

        Assert.Equal(RegistrationState.NoShow, registration.State);
    }

    [Fact]
    public void Of_two_that_tick_a_person_the_one_who_did_so_last_is_right_whichever_arrives_first()
    {
        var registration = Registration.Of(PersonId.New(), InfosessionId.New(), A.Monday);
        var start = Some.Published().StartsAt;

        Assert.True(registration.Tick(true, start, start + Duration.FromMinutes(2)));
        Assert.False(registration.Tick(false, start, start + Duration.FromMinutes(1)));

        Assert.Equal((RegistrationState.Attended, start + Duration.FromMinutes(2)), (registration.State, registration.At));
    }

    [Fact]
    public void Who_withdrew_cannot_have_come()
    {
        var registration = Registration.Of(PersonId.New(), InfosessionId.New(), A.Monday);
        var start = Some.Published().StartsAt;
        registration.Withdraw(start, A.Monday);

        Refused.By(InfosessionRules.OnlyWhoHeldASeatIsTicked, () => registration.Tick(true, start, start));
    }
}
