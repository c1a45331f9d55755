using NodaTime;
using Rollout.App.Modules.Ambassadors.Colleagues;
using Rollout.Domain.Ambassadors;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Ambassadors;

/// <summary>The ambassador’s own page: what they see of their colleagues, and whom they can ask and mail.</summary>
public sealed class MyColleaguesTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task An_ambassador_sees_names_invited_came_and_done_and_nothing_else_of_them(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        var (came, invited) = (A.Person(the.Gent, "Priya Ramdin"), A.Person(the.Gent, "Ilse Vermeer"));
        the.Database.Given(came, invited);
        await the.AcceptAsync(the.Sanne.Code, the.Bas);
        await the.ConfirmAsync(the.Sanne.Code, the.Bas, CreditEvidence.SignedIn);
        await the.AcceptAsync(the.Sanne.Code, came);
        await the.InviteAsync(the.SannesPerson, invited);
        await using var app = await RunningApp.StartAsync(the.Database, the.Clock);

        var page = await app.Visitor(the.SannesPerson).GetAsync("/my/colleagues");

        Assert.Contains("1 of your 10, Sanne", page.Text, StringComparison.Ordinal);
        Assert.Contains("9 to go, 14 days left.", page.Text, StringComparison.Ordinal);
        Assert.Matches("Bas van Loon\\s+Done", page.Text);
        Assert.Matches("Priya Ramdin .*Came", page.Text);
        Assert.Matches("Ilse Vermeer\\s+Invited", page.Text);
        Assert.DoesNotContain(the.Bas.Email!, page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("style=", page.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Whom_to_ask_is_of_the_own_branch_without_invitation_credit_or_complete_profile(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        var brugge = A.Branch("Brugge");
        var complete = A.Person(the.Gent, "Complete Maes");
        complete.CompletedProfile(A.Monday);
        var (left, stopped) = (A.Person(the.Gent, "Left Maes"), A.Person(the.Gent, "Stopped Maes"));
        left.Leave();
        stopped.StopNudges(A.Monday);
        the.Database.Given(brugge, A.Person(brugge, "Elsewhere Maes"), complete, left, stopped, A.Person(the.Gent, "Paper Maes", email: null));
        var asked = A.Person(the.Gent, "Asked Maes");
        the.Database.Given(asked);
        the.Another();
        await the.InviteAsync(the.SannesPerson, asked);

        var found = await new FindColleaguesToAsk(the.Database, SignedIn.As(the.Database, the.SannesPerson), the.Clock).RunAsync("maes");

        Assert.Equal(["Bas van Loon", "Mirjam de Vries", "Paper Maes", "Stopped Maes"], await EveryNextAsync());
        Assert.Equal(3, found.Next.Count);
        Assert.Equal([("Complete Maes", true), ("Paper Maes", false), ("Stopped Maes", false)], found.Found!.Select(f => (f.Name, f.CanBeMailed)));

        // Three a day: within four days everyone has been suggested.
        async Task<IEnumerable<string>> EveryNextAsync()
        {
            var names = new HashSet<string>();
            for (var day = 0; day < 4; day++, the.Clock.Advance(Duration.FromDays(1)))
            {
                names.UnionWith((await new FindColleaguesToAsk(the.Database, SignedIn.As(the.Database, the.SannesPerson), the.Clock).RunAsync(null)).Next.Select(n => n.Name));
            }

            return names.Order(StringComparer.Ordinal);
        }
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_colleague_is_mailed_once_however_often_and_by_whomever_it_is_pressed(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        var youssef = A.Person(the.Gent, "Youssef Amrani");
        the.Database.Given(youssef, TheAmbassadors.Appointed(youssef));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Task.Run(async () =>
        {
            try
            {
                await the.InviteAsync(i % 2 == 0 ? the.SannesPerson : youssef, the.Bas);
                return null;
            }
            catch (Domain.SharedKernel.BrokenRuleException refused)
            {
                return refused.Rule;
            }
        })));

        Assert.Single(outcomes, o => o is null);
        Assert.Equal(9, outcomes.Count(o => o == InvitationRules.IsNotInvitedYet));
        Assert.Single(the.Database.CreateDbContext().Outbox);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task An_ambassador_mails_nobody_they_should_not(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        var brugge = A.Branch("Brugge");
        var (elsewhere, paper, stopped, left) = (A.Person(brugge), A.Person(the.Gent, email: null), A.Person(the.Gent), A.Person(the.Gent));
        stopped.StopNudges(A.Monday);
        left.Leave();
        the.Database.Given(brugge, elsewhere, paper, stopped, left);

        await Refused.ByAsync(InvitationRules.OwnBranchOnly, () => the.InviteAsync(the.SannesPerson, elsewhere));
        await Refused.ByAsync(InvitationRules.OwnBranchOnly, () => the.InviteAsync(the.SannesPerson, left));
        await Refused.ByAsync(InvitationRules.NeedsAnEmail, () => the.InviteAsync(the.SannesPerson, paper));
        await Refused.ByAsync(InvitationRules.NeedsAnEmail, () => the.InviteAsync(the.SannesPerson, stopped));
        await Refused.ByAsync(InvitationRules.NotForOneself, () => the.InviteAsync(the.SannesPerson, the.SannesPerson));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => the.InviteAsync(the.Bas, paper));
        the.Clock.Now = Instant.FromUtc(2026, 12, 9, 9, 0);
        await Refused.ByAsync(InvitationRules.TermIsOpen, () => the.InviteAsync(the.SannesPerson, the.Bas));

        Assert.Empty(the.Database.CreateDbContext().Outbox);
        Assert.Empty(the.Database.CreateDbContext().Invitations);
    }
}
