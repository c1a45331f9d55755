using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Ambassadors.Colleagues;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Branches;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Ambassadors;

/// <summary>Whom an ambassador is advised to ask next: the closest first, with a short reason.</summary>
public sealed class WhomToAskTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_own_department_comes_first_then_the_own_branch_then_the_department_elsewhere(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        await SanneWorksInAsync(the, "Sales");
        var brugge = A.Branch("Brugge");
        the.Database.Given(
            brugge, In("SALES ", the.Gent, "Near One"), In("sales", the.Gent, "Near Two"), In("Stores", the.Gent, "Same Branch"),
            In("Sales", brugge, "Far Away"), In("Stores", brugge, "Nobody Ofmine"), In("", brugge, "Nobody Either"));

        for (var day = 0; day < 5; day++, the.Clock.Advance(Duration.FromDays(1)))
        {
            var next = (await AskAsync(the)).Next;
            Assert.Equal(["Near One", "Near Two"], next.Take(2).Select(n => n.Name).Order(StringComparer.Ordinal));
            Assert.Equal([AskReason.OwnDepartment, AskReason.OwnDepartment, AskReason.SameWork], next.Select(n => n.Why).Select(w => w == AskReason.OwnBranch ? AskReason.SameWork : w));
        }

        Assert.Equal(("Far Away", AskReason.DepartmentElsewhere, "Brugge"), Assert.Single((await AskAsync(the, "far")).Found!.Select(f => (f.Name, f.Why, f.Branch))));
        Assert.Empty((await AskAsync(the, "nobody")).Found!);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Who_has_no_department_has_none_in_common(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        var brugge = A.Branch("Brugge");
        var elsewhere = A.Person(brugge, "Else Where");
        the.Database.Given(brugge, elsewhere);

        Assert.DoesNotContain((await AskAsync(the)).Next, n => n.Why is AskReason.OwnDepartment or AskReason.DepartmentElsewhere);
        Assert.Empty((await AskAsync(the, "else")).Found!);
        await Refused.ByAsync(InvitationRules.OwnBranchOnly, () => the.InviteAsync(the.SannesPerson, elsewhere));
        await Refused.ByAsync(ClaimRules.OwnBranchOnly, () => the.ClaimAsync(the.SannesPerson, elsewhere));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Colleagues_of_the_own_department_elsewhere_are_invited_and_claimed_and_others_are_not(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        await SanneWorksInAsync(the, "Sales");
        var brugge = A.Branch("Brugge");
        var (one, two, other) = (In("sales", brugge, "One Sales"), In("Sales", brugge, "Two Sales"), In("Stores", brugge, "Other Stores"));
        the.Database.Given(brugge, one, two, other);

        await the.InviteAsync(the.SannesPerson, one);
        await the.ClaimAsync(the.SannesPerson, two);
        await Refused.ByAsync(InvitationRules.OwnBranchOnly, () => the.InviteAsync(the.SannesPerson, other));
        await Refused.ByAsync(ClaimRules.OwnBranchOnly, () => the.ClaimAsync(the.SannesPerson, other));

        var claims = new FindClaims(the.Database, SignedIn.As(the.Database, the.SannesPerson));
        Assert.NotNull(await claims.FindColleagueAsync(two.Id));
        Assert.Null(await claims.FindColleagueAsync(other.Id));
        Assert.Equal(2, await the.Database.CreateDbContext().Invitations.CountAsync());
    }

    [Fact]
    public async Task The_page_says_why_in_a_word_and_nothing_of_what_they_do()
    {
        using var the = new TheAmbassadors(Database.Sqlite);
        await SanneWorksInAsync(the, "Sales");
        the.Database.Given(In("Sales", the.Gent, "Near One"));
        await using var app = await RunningApp.StartAsync(the.Database, the.Clock);

        var text = (await app.Visitor(the.SannesPerson).GetAsync("/my/colleagues")).Text;

        Assert.Contains("Near One your department", text, StringComparison.Ordinal);
    }

    private static Person In(string department, Branch branch, string name)
    {
        var person = A.Person(branch, name);
        person.SetDepartment(department);
        return person;
    }

    private static async Task SanneWorksInAsync(TheAmbassadors the, string department)
    {
        await using var db = the.Database.CreateDbContext();
        (await db.People.SingleAsync(p => p.Id == the.SannesPerson.Id)).SetDepartment(department);
        await db.SaveChangesAsync();
    }

    private static Task<ColleaguesToAsk> AskAsync(TheAmbassadors the, string? name = null) =>
        new FindColleaguesToAsk(the.Database, SignedIn.As(the.Database, the.SannesPerson), the.Clock).RunAsync(name);
}
