using NodaTime;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Branches;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.Domain.Tests.Ambassadors;

public sealed class CreditTests
{
    private static readonly LocalDate Today = new(2026, 11, 23);
    private readonly Branch _gent = A.Branch();
    private readonly Person _bas;
    private readonly Ambassador _sanne;

    public CreditTests()
    {
        _bas = A.Person(_gent, "Bas van Loon");
        _sanne = Appoint(A.Person(_gent, "Sanne de Bruijn"));
    }

    [Fact]
    public void Who_accepted_and_confirms_counts_under_the_definition_they_were_shown()
    {
        var credit = Give(Accepted());

        Assert.Equal(
            (_sanne.Id, _bas.Id, CreditEvidence.MatchingFacts, 3, A.Monday),
            (credit.Ambassador, credit.Colleague, credit.Evidence, credit.Definition, credit.At));
    }

    [Fact]
    public void Coming_without_accepting_is_no_credit() =>
        Refused.By(CreditRules.NeedsAnAcceptedInvitation, () => Give(Invitation.ByComing(_sanne.Id, _bas.Id, InvitationChannel.Qr, A.Monday)));

    [Fact]
    public void Being_asked_by_mail_is_no_credit() =>
        Refused.By(CreditRules.NeedsAnAcceptedInvitation, () => Give(Invitation.ByMail(_sanne.Id, _bas.Id, A.Monday)));

    [Fact]
    public void Another_ambassadors_invitation_is_no_credit() =>
        Refused.By(CreditRules.NeedsAnAcceptedInvitation, () =>
            Credit.MayBeConfirmed(Accepted(), Appoint(A.Person(_gent)), Today, _bas));

    [Fact]
    public void Another_colleagues_invitation_is_no_credit() =>
        Refused.By(CreditRules.NeedsAnAcceptedInvitation, () =>
            Credit.MayBeConfirmed(Accepted(), _sanne, Today, A.Person(_gent)));

    [Fact]
    public void Nobody_counts_for_themselves()
    {
        var youssef = A.Person(_gent, "Youssef Amrani");
        var ambassador = Appoint(youssef);
        var invitation = Invitation.ByComing(ambassador.Id, youssef.Id, InvitationChannel.Link, A.Monday);
        invitation.Accept(A.Monday);

        Refused.By(CreditRules.NotForOneself, () => Credit.MayBeConfirmed(invitation, ambassador, Today, youssef));
    }

    [Theory]
    [InlineData("2026-11-01")]
    [InlineData("2026-12-08")]
    public void Outside_the_window_nothing_counts(string day) =>
        Refused.By(CreditRules.TermIsOpen, () => Give(Accepted(), NodaTime.Text.LocalDatePattern.Iso.Parse(day).Value));

    [Fact]
    public void After_stepping_down_nothing_counts()
    {
        _sanne.StepDown(A.Monday);

        Refused.By(CreditRules.TermIsOpen, () => Give(Accepted()));
    }

    [Fact]
    public void A_profile_that_was_complete_before_does_not_count()
    {
        _bas.CompletedProfile(A.Monday - Duration.FromMilliseconds(1));

        Refused.By(CreditRules.NotForAProfileCompleteBefore, () => Give(Accepted()));
    }

    [Fact]
    public void A_profile_completed_between_the_mail_and_the_acceptance_is_the_invitations_work()
    {
        var invitation = Invitation.ByMail(_sanne.Id, _bas.Id, A.Monday - Duration.FromDays(2));
        _bas.CompletedProfile(A.Monday - Duration.FromDays(1));
        invitation.Come(InvitationChannel.Mail, A.Monday);
        invitation.Accept(A.Monday);

        Assert.Equal(_bas.Id, Give(invitation).Colleague);
    }

    [Fact]
    public void Accepting_twice_keeps_the_first_moment()
    {
        var invitation = Accepted();

        invitation.Accept(A.Monday + Duration.FromDays(1));

        Assert.Equal(A.Monday, invitation.AcceptedAt);
    }

    [Fact]
    public void A_lapsed_invitation_gives_nothing()
    {
        var invitation = Accepted();
        invitation.Lapse();

        Refused.By(CreditRules.NeedsAnAcceptedInvitation, () => Give(invitation));
    }

    [Fact]
    public void A_credit_moves_with_a_reason_and_a_record_of_it()
    {
        var credit = Give(Accepted());
        var fatima = Appoint(A.Person(_gent, "Fatima El Amrani"));
        var lead = A.Lead(_gent);

        var move = credit.Move(fatima, " They sit together ", lead.Id, A.Monday);

        Assert.Equal(fatima.Id, credit.Ambassador);
        Assert.Equal((_sanne.Id, fatima.Id, "They sit together", lead.Id), (move.From, move.To, move.Reason, move.By));
    }

    [Fact]
    public void A_credit_does_not_move_without_reason_to_the_same_or_to_oneself()
    {
        var credit = Give(Accepted());
        var other = Appoint(A.Person(_gent));

        Refused.By(CreditRules.MoveNeedsAReason, () => credit.Move(other, "  ", _bas.Id, A.Monday));
        Refused.By(CreditRules.MoveNeedsAReason, () => credit.Move(other, new string('x', 501), _bas.Id, A.Monday));
        Refused.By(CreditRules.MovesToAnother, () => credit.Move(_sanne, "because", _bas.Id, A.Monday));
        Refused.By(CreditRules.NotForOneself, () => credit.Move(Appoint(_bas), "because", _bas.Id, A.Monday));
        Assert.Equal(_sanne.Id, credit.Ambassador);
    }

    [Fact]
    public void A_new_definition_takes_the_next_number_and_needs_every_language_of_the_rollout()
    {
        var texts = new Dictionary<string, string> { ["nl"] = " Foto en functie ", ["fr"] = "Photo et fonction" };

        var definition = ProfileDefinition.Next(ProfileDefinition.BuiltIn, texts, CountingEvidence.BuiltIn, ["nl", "fr"], _bas.Id, A.Monday);

        Assert.Equal((2, "Foto en functie", ""), (definition.Number, definition.In("nl"), definition.In("en")));
        Refused.By(ProfileDefinitionRules.SaysSomething, () => ProfileDefinition.Next(2, texts, CountingEvidence.BuiltIn, ["nl", "en"], _bas.Id, A.Monday));
    }

    private static Ambassador Appoint(Person person) =>
        Ambassador.Appoint(person.Id, 10, new LocalDate(2026, 11, 2), new LocalDate(2026, 12, 7), AmbassadorCode.Create(person.GivenName), A.Today, A.Monday);

    private Invitation Accepted()
    {
        var invitation = Invitation.ByComing(_sanne.Id, _bas.Id, InvitationChannel.Link, A.Monday);
        invitation.Accept(A.Monday);
        return invitation;
    }

    private Credit Give(Invitation invitation, LocalDate? today = null)
    {
        Credit.MayBeConfirmed(invitation, _sanne, today ?? Today, _bas);
        return Credit.Due(_bas.Id, new AttributedCredit(_sanne.Id, A.Monday, CreditEvidence.MatchingFacts, 3), null);
    }
}
