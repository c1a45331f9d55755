using NodaTime;
using Rollout.App.Identity.SignIn;
using Rollout.App.Modules.Ambassadors.Invitations;
using Rollout.Domain.Ambassadors;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Ambassadors;

/// <summary>Two matching facts identify someone without an account, and guessing is limited.</summary>
public sealed class SayWhoYouAreTests
{
    [Theory]
    [InlineData("BAS@voorbeeld.be ", "van Loon", true)]
    [InlineData("bas@voorbeeld.be", "LOON", true)]
    [InlineData("P-0106", "vanloon", true)]
    [InlineData("P-106", "van Loon", false)]
    [InlineData("27", "Maes", true)]
    [InlineData("000027", "maes", true)]
    [InlineData("31", "Claes", false)]
    [InlineData("bas@voorbeeld.be", "Loo", false)]
    [InlineData("bas@voorbeeld.be", "", false)]
    [InlineData("bas@voorbeeld.be", "' OR '1'='1", false)]
    [InlineData("nobody@voorbeeld.be", "van Loon", false)]
    [InlineData("%", "van Loon", false)]
    public async Task Who_you_are_is_two_facts_that_belong_together(string typed, string familyName, bool known)
    {
        foreach (var kind in Enum.GetValues<Database>())
        {
            using var the = new TheAmbassadors(kind);
            the.Database.Given(A.Person(the.Gent, "Bas van Loon", "bas@voorbeeld.be", "P-0106"), A.Person(the.Gent, "Tom Maes", email: null, number: "000027"),
                A.Person(the.Gent, "An Claes", email: null, number: "031"), A.Person(the.Gent, "Jo Claes", email: null, number: "31"));
            var act = new SayWhoYouAre(new FindByFacts(the.Database, the.Clock), the.Links);

            if (known)
            {
                Assert.NotNull(await the.Links.FindPersonAsync(Invited.NamedToken, await act.RunAsync(typed, familyName, "10.0.0.1")));
                Assert.Empty(the.Database.CreateDbContext().FailedSignIns);
            }
            else
            {
                await Refused.ByAsync(InvitationRules.FactsBelongTogether, () => act.RunAsync(typed, familyName, "10.0.0.1"));
            }
        }
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Guessing_a_name_ends_after_five_tries_even_for_who_knows_it(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        the.Database.Given(A.Person(the.Gent, "Zoë Peeters", "zoe@voorbeeld.be"));
        var act = new SayWhoYouAre(new FindByFacts(the.Database, the.Clock), the.Links);
        for (var i = 0; i < 5; i++)
        {
            await Refused.ByAsync(InvitationRules.FactsBelongTogether, () => act.RunAsync("zoe@voorbeeld.be", $"Guess {i}", "10.0.0.1"));
        }

        await Refused.ByAsync(SignInRules.NotTooOften, () => act.RunAsync("zoe@voorbeeld.be", "Peeters", "10.0.0.2"));
        the.Clock.Advance(Duration.FromMinutes(61));
        Assert.NotNull(await act.RunAsync("zoe@voorbeeld.be", "Peeters", "10.0.0.1"));
    }
}
