using NodaTime;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.Domain.Tests.Infosessions;

public sealed class SignUpEligibilityTests
{
    private static readonly PersonId Someone = PersonId.New();
    private static readonly Instant Starts = Instant.FromUtc(2026, 12, 1, 13, 0);
    private static readonly Instant Now = Starts - Duration.FromDays(1);
    private static readonly SignUpSession Session = new(InfosessionId.New(), TopicId.New(), false, InfosessionState.Published, Starts, Starts + Duration.FromHours(2));

    [Theory]
    [InlineData(InfosessionState.Draft)]
    [InlineData(InfosessionState.Cancelled)]
    public void Only_what_is_published_can_be_signed_up_for(InfosessionState state) =>
        Assert.Equal(InfosessionRules.OpenForSignUp, SignUpEligibility.Obstacle(Session with { State = state }, [], Now)?.Rule);

    [Fact]
    public void One_can_sign_up_until_the_moment_it_starts()
    {
        Assert.Null(SignUpEligibility.Obstacle(Session, [], Starts - Duration.FromSeconds(1)));
        Assert.Equal(InfosessionRules.SignUpUntilItStarts, SignUpEligibility.Obstacle(Session, [], Starts)?.Rule);
    }

    [Theory]
    [InlineData(RegistrationState.Registered, 0, true)]
    [InlineData(RegistrationState.Offered, 119, true)]
    [InlineData(RegistrationState.Registered, -119, true)]
    [InlineData(RegistrationState.Registered, 120, false)]
    [InlineData(RegistrationState.Registered, -120, false)]
    [InlineData(RegistrationState.Waiting, 0, false)]
    public void A_seat_elsewhere_is_in_the_way_while_the_two_overlap(RegistrationState state, int minutesLater, bool refused)
    {
        var elsewhere = Place(TopicId.New(), state, Starts + Duration.FromMinutes(minutesLater));

        var obstacle = SignUpEligibility.Obstacle(Session, [elsewhere], Now);

        Assert.Equal(refused ? InfosessionRules.NotInTwoPlacesAtOnce : null, obstacle?.Rule);
        Assert.Equal(refused ? [elsewhere.Title, elsewhere.Starts] : [], obstacle?.Words ?? []);
        if (refused)
        {
            Refused.By(InfosessionRules.NotInTwoPlacesAtOnce, obstacle!.Refuse);
        }
    }

    [Fact]
    public void A_place_about_the_same_topic_is_released_and_not_in_the_way()
    {
        var (same, other) = (Place(Session.Topic, RegistrationState.Registered, Starts), Place(TopicId.New(), RegistrationState.Waiting, Starts));

        Assert.Null(SignUpEligibility.Obstacle(Session, [same, other], Now));
        Assert.Equal([same], SignUpEligibility.Released(Session, [same, other], Now));
    }

    [Fact]
    public void What_has_begun_and_a_dry_run_of_the_topic_are_not_released()
    {
        var begun = Place(Session.Topic, RegistrationState.Registered, Now - Duration.FromMinutes(1));
        var dryRun = Place(Session.Topic, RegistrationState.Registered, Starts) with { IsDryRun = true };

        Assert.Empty(SignUpEligibility.Released(Session, [begun, dryRun], Now));
        Assert.Equal(InfosessionRules.NotInTwoPlacesAtOnce, SignUpEligibility.Obstacle(Session, [begun, dryRun], Now)?.Rule);
    }

    private static UpcomingPlace Place(TopicId topic, RegistrationState state, Instant starts) =>
        new(Someone, InfosessionId.New(), topic, new TopicTitle("Elsewhere", "en", TopicTranslations.None), new LocalDateTime(2026, 12, 1, 14, 0), starts, starts + Duration.FromHours(2), state, false);
}
