using NodaTime;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.Domain.Tests.Ambassadors;

public sealed class CreditAttributionTests
{
    private static readonly AmbassadorId Sanne = AmbassadorId.New();
    private static readonly AmbassadorId Youssef = AmbassadorId.New();
    private static readonly PersonId Bas = PersonId.New();

    [Fact]
    public void Who_said_yes_and_has_a_complete_profile_counts() =>
        Assert.Equal(new AttributedCredit(Sanne, On(6), CreditEvidence.Observed, 1), Settle([Way(Sanne, yes: 5)], Observed(6)));

    [Fact]
    public void The_first_yes_wins() => Assert.Equal(Sanne, Settle([Way(Youssef, yes: 5), Way(Sanne, yes: 4)], Observed(9))!.Ambassador);

    [Fact]
    public void A_term_that_was_over_when_the_profile_was_complete_leaves_it_to_the_next() =>
        Assert.Equal(Youssef, Settle([Way(Sanne, yes: 4, closes: 8), Way(Youssef, yes: 5)], Observed(9))!.Ambassador);

    [Fact]
    public void A_yes_after_the_term_is_none() => Assert.Null(Settle([Way(Sanne, asked: 4, yes: 9, closes: 8)], Observed(7)));

    [Fact]
    public void A_yes_that_was_taken_over_binds_when_the_term_begins() =>
        Assert.Equal((Youssef, Sanne), (Settle([Way(Sanne, yes: 4, opens: 7), Way(Youssef, yes: 6)], Observed(9))!.Ambassador, Settle([Way(Sanne, yes: 4, opens: 7)], Observed(9))!.Ambassador));

    [Fact]
    public void A_profile_complete_before_is_nobodys() => Assert.Null(Settle([Way(Sanne, yes: 5)], Observed(4)));

    [Fact]
    public void Between_the_asking_and_the_yes_it_is_the_askers_work_from_the_yes_on() =>
        Assert.Equal(new AttributedCredit(Sanne, On(7), CreditEvidence.Observed, 1), Settle([Way(Sanne, asked: 3, yes: 7)], Observed(4)));

    [Fact]
    public void Without_a_yes_or_a_claim_there_is_nothing() => Assert.Null(Settle([], Observed(4)));

    [Fact]
    public void A_claim_is_only_a_claim_until_an_import_confirms_it()
    {
        Assert.Null(Settle([Way(Sanne, claimed: 4)], Told(CreditEvidence.Claimed, 4)));
        Assert.Equal(Sanne, Settle([Way(Sanne, claimed: 4)], Told(CreditEvidence.Claimed, 4), Observed(5))!.Ambassador);
    }

    [Fact]
    public void A_claim_is_enough_where_the_rule_says_so() =>
        Assert.Equal(CreditEvidence.Claimed, Settle([Way(Sanne, claimed: 4)], Told(CreditEvidence.Claimed, 4, new(true, true, true)))!.Evidence);

    [Fact]
    public void A_claim_stands_behind_a_yes_that_was_said_by_then() =>
        Assert.Equal(Youssef, Settle([Way(Sanne, claimed: 4), Way(Youssef, yes: 6)], Observed(9))!.Ambassador);

    [Fact]
    public void What_happens_after_a_credit_was_due_does_not_move_it() =>
        Assert.Equal(Sanne, Settle([Way(Sanne, claimed: 4), Way(Youssef, asked: 3, yes: 6)], Observed(5))!.Ambassador);

    [Fact]
    public void What_a_rule_does_not_count_is_kept_and_not_counted() =>
        Assert.Null(Settle([Way(Sanne, yes: 4)], Told(CreditEvidence.SignedIn, 5, new(Confirmations: false, Imports: true, Claims: false))));

    [Fact]
    public void The_earliest_evidence_names_the_credit() =>
        Assert.Equal((On(6), CreditEvidence.SignedIn), Settle([Way(Sanne, yes: 4)], Observed(8), Told(CreditEvidence.SignedIn, 6)) is { } e ? (e.At, e.Evidence) : default);

    [Fact]
    public void Of_one_source_the_earliest_moment_is_kept()
    {
        var told = Observed(8);
        told.ReportAgain(On(6));
        told.ReportAgain(On(9));

        Assert.Equal(On(6), told.Since);
    }

    [Fact]
    public void Where_the_lead_moved_it_a_credit_stays_whatever_becomes_known()
    {
        var move = new CreditMove(CreditMoveId.New(), CreditId.Of(Bas), Sanne, Youssef, "They sit together", PersonId.New(), On(7));
        var credit = Credit.Due(Bas, new AttributedCredit(Sanne, On(6), CreditEvidence.SignedIn, 1), null);

        credit.Settle(new AttributedCredit(Sanne, On(5), CreditEvidence.Observed, 1), move);

        Assert.Equal((Youssef, Sanne, On(5)), (credit.Ambassador, credit.EarnedBy, credit.At));
    }

    [Fact]
    public void A_claim_is_for_an_active_colleague_of_the_branch_in_the_term_and_not_for_more_than_the_quota()
    {
        var (gent, brugge) = (A.Branch(), A.Branch("Brugge"));
        var (person, bas) = (A.Person(gent, "Sanne de Bruijn"), A.Person(gent));
        var sanne = Ambassador.Appoint(person.Id, 2, new LocalDate(2026, 11, 2), new LocalDate(2026, 12, 7), "SANNE-7K3M", A.Today, A.Monday);
        var today = new LocalDate(2026, 11, 23);

        Assert.Equal(bas.Id, Make(today, bas, 0, 1).Colleague);
        Refused.By(ClaimRules.NotForOneself, () => Make(today, person, 0, 0));
        Refused.By(ClaimRules.OwnBranchOnly, () => Make(today, A.Person(brugge), 0, 0));
        Refused.By(ClaimRules.TermIsOpen, () => Make(today.PlusMonths(1), bas, 0, 0));
        Refused.By(ClaimRules.FitsRemainingQuota, () => Make(today, bas, 1, 1));
        Refused.By(ProfileDefinitionRules.CountsMoreThanClaims, () =>
            ProfileDefinition.Next(1, new Dictionary<string, string> { ["en"] = "A photo" }, new(false, false, true), ["en"], person.Id, A.Monday));

        Claim Make(LocalDate day, Person colleague, int done, int open) => Claim.Make(sanne, day, gent.Id, colleague, done, open, A.Monday);
    }

    private static AttributedCredit? Settle(AttributionClaim[] ways, params ProfileEvidence[] evidence) => CreditAttribution.Of(ways, evidence, null);

    private static ProfileEvidence Observed(int day) => Told(CreditEvidence.Observed, day);

    private static ProfileEvidence Told(CreditEvidence kind, int day, CountingEvidence? rule = null) => ProfileEvidence.Of(Bas, kind, On(day), 1, rule ?? CountingEvidence.BuiltIn);

    private static AttributionClaim Way(AmbassadorId ambassador, int? yes = null, int? claimed = null, int? asked = null, int opens = 1, int closes = 30) =>
        new(ambassador, On(asked ?? yes ?? claimed!.Value), On(yes ?? claimed!.Value), yes is null, On(opens), On(closes));

    private static Instant On(int day) => Instant.FromUtc(2026, 11, day, 9, 0);
}
