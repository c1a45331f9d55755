using NodaTime;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Branches;
using Rollout.Testing;

namespace Rollout.Domain.Tests.Ambassadors;

public sealed class AmbassadorTests
{
    private static readonly LocalDate First = new(2026, 11, 2);
    private static readonly LocalDate Last = new(2026, 12, 7);
    private readonly Branch _gent = A.Branch();

    [Theory]
    [InlineData(0)]
    [InlineData(-10)]
    [InlineData(501)]
    public void A_quota_is_one_to_five_hundred(int quota)
    {
        var ambassador = Sanne();

        Refused.By(AmbassadorRules.QuotaIsAtLeastOne, () => ambassador.Change(quota, First, Last, A.Today, A.Monday));

        Assert.Equal(Ambassador.DefaultQuota, ambassador.Quota);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(500)]
    public void The_least_and_the_greatest_quota_are_taken(int quota)
    {
        var ambassador = Sanne();

        ambassador.Change(quota, First, Last, A.Today, A.Monday);

        Assert.Equal(quota, ambassador.Quota);
    }

    [Fact]
    public void A_term_that_is_over_before_it_is_given_is_refused_and_one_that_is_over_stays_as_it_is()
    {
        var (first, last) = (new LocalDate(2020, 1, 1), new LocalDate(2020, 2, 1));

        Refused.By(AmbassadorRules.WindowIsNotOver, () => Ambassador.Appoint(A.Person(_gent).Id, 10, first, last, "SANNE-7K3M", A.Today, A.Monday));
        Refused.By(AmbassadorRules.WindowIsNotOver, () => Sanne().Change(10, first, last, A.Today, A.Monday));
        Refused.By(AmbassadorRules.WindowIsNotTooFar, () => Sanne().Change(10, First, new LocalDate(2062, 12, 7), A.Today, A.Monday));
        var over = Sanne();
        over.Change(12, First, Last, Last.PlusDays(30), A.Monday);
        Assert.Equal((12, Last), (over.Quota, over.Until));
    }

    [Fact]
    public void A_window_ends_after_it_starts() =>
        Refused.By(AmbassadorRules.WindowEndsAfterItStarts, () => Sanne().Change(10, First, First, A.Today, A.Monday));

    [Theory]
    [InlineData("2026-11-01", TermStatus.NotYet)]
    [InlineData("2026-11-02", TermStatus.Open)]
    [InlineData("2026-12-07", TermStatus.Open)]
    [InlineData("2026-12-08", TermStatus.Over)]
    public void The_first_and_the_last_day_belong_to_the_window(string day, TermStatus term) =>
        Assert.Equal(term, Sanne().TermOn(NodaTime.Text.LocalDatePattern.Iso.Parse(day).Value));

    [Fact]
    public void Who_stepped_down_cannot_step_down_again_or_be_changed()
    {
        var ambassador = Sanne();
        ambassador.StepDown(A.Monday);

        Refused.By(AmbassadorRules.HasNotSteppedDown, () => ambassador.StepDown(A.Monday));
        Refused.By(AmbassadorRules.HasNotSteppedDown, () => ambassador.Change(12, First, Last, A.Today, A.Monday));
        Assert.Equal(TermStatus.SteppedDown, ambassador.TermOn(First));
    }

    [Fact]
    public void Who_is_reappointed_keeps_the_link_that_is_on_the_posters()
    {
        var ambassador = Sanne();
        var code = ambassador.Code;
        ambassador.StepDown(A.Monday);

        ambassador.Reappoint(5, First, Last, First, A.Monday + Duration.FromDays(1));

        Assert.Equal((code, 5, TermStatus.Open), (ambassador.Code, ambassador.Quota, ambassador.TermOn(First)));
        Refused.By(AmbassadorRules.IsNotServingYet, () => ambassador.Reappoint(5, First, Last, Last, A.Monday));
    }

    private Ambassador Sanne() =>
        Ambassador.Appoint(A.Person(_gent).Id, Ambassador.DefaultQuota, First, Last, AmbassadorCode.Create("Sanne"), A.Today, A.Monday);
}

public sealed class AmbassadorCodeTests
{
    [Theory]
    [InlineData("Sanne", "SANNE-7K3M")]
    [InlineData("Zoë", "ZOE-7K3M")]
    [InlineData("Søren", "SOREN-7K3M")]
    [InlineData("Jean-Pierre", "JEAN-7K3M")]
    [InlineData("Anna Maria", "ANNA-7K3M")]
    [InlineData("Wolfeschlegelsteinhausen", "WOLFESCHLE-7K3M")]
    [InlineData("=1+1", "11-7K3M")]
    public void A_code_is_the_given_name_and_four_signs(string givenName, string code) =>
        Assert.Equal(code, AmbassadorCode.Create(givenName, "7K3M"));

    [Theory]
    [InlineData("")]
    [InlineData("李")]
    [InlineData("Юлия")]
    [InlineData("- -")]
    public void A_name_without_latin_letters_still_gets_a_code_that_can_be_typed(string givenName)
    {
        var code = AmbassadorCode.Create(givenName);

        Assert.Matches("^[3479ACDEFHJKMNPQRTUVWXY]{4}-[3479ACDEFHJKMNPQRTUVWXY]{4}$", code);
        Assert.Equal(code, AmbassadorCode.Read(code));
    }

    [Theory]
    [InlineData("SANNE-7K3M")]
    [InlineData("sanne-7k3m")]
    [InlineData("sanne7k3m")]
    [InlineData("  Sanne 7K3M ")]
    [InlineData("sanne–7k3m")]
    [InlineData("SANNE—7K.3M")]
    public void However_it_is_typed_it_is_read(string typed) => Assert.Equal("SANNE-7K3M", AmbassadorCode.Read(typed));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("7K3M")]
    [InlineData("../../../etc/passwd/../etc/shadow")]
    [InlineData("'; DROP TABLE ambassadors; --")]
    [InlineData("日本語")]
    public void What_cannot_be_a_code_is_none(string? typed) => Assert.Null(AmbassadorCode.Read(typed));

    [Fact]
    public void Two_thousand_sannes_rarely_share_a_code() =>
        Assert.InRange(Enumerable.Range(0, 2000).Select(_ => AmbassadorCode.Create("Sanne")).Distinct().Count(), 1950, 2000);
}
