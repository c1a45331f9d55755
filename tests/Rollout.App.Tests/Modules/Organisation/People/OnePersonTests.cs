using System.Net;
using Microsoft.EntityFrameworkCore;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Branches;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Organisation.People;

/// <summary>One person by hand: looked at, added, corrected, gone and back; for the lead alone.</summary>
public sealed class OnePersonTests
{
    private static readonly (string, string?)[] Els =
    [
        ("GivenName", "Els"), ("Infix", "van den"), ("FamilyName", "Berg"), ("Email", " Els@Voorbeeld.be "), ("Mobile", "0470 12 34 56"), ("PersonnelNumber", "000731"),
        ("WorkType", "Field"), ("JobTitle", "Monteur"), ("Department", "Techniek"), ("Language", "fr"),
    ];

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_lead_adds_a_person_and_sees_them(Database kind)
    {
        await using var given = await GivenAsync(kind);
        var visitor = given.Lead();

        var page = await visitor.FollowAsync(await visitor.SubmitAsync(await visitor.GetAsync("/people/new"), "person", [.. Els, ("Branch", given.Gent.Id.ToString())]));

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("Els van den Berg", page.Text, StringComparison.Ordinal);
        Assert.Contains("els@voorbeeld.be", page.Text, StringComparison.Ordinal);
        using var db = given.Database.CreateDbContext();
        var els = db.People.Single(p => p.GivenName == "Els");
        Assert.Equal(("els@voorbeeld.be", "000731", "+32470123456", "fr", WorkType.Field, true), (els.Email, els.PersonnelNumber, els.MobileKey, els.Language, els.WorkType, els.Active));
        var list = await visitor.GetAsync("/people");
        Assert.Contains($"href=\"/people/{els.Id}\"", list.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Everything_wrong_is_said_at_once_and_what_another_has_is_said_by_name(Database kind)
    {
        await using var given = await GivenAsync(kind);
        var visitor = given.Lead();

        var page = await visitor.SubmitAsync(await visitor.GetAsync("/people/new"), "person",
            ("GivenName", ""), ("FamilyName", " "), ("Email", "no address"), ("Mobile", "12"), ("PersonnelNumber", given.An.PersonnelNumber), ("Branch", given.Gent.Id.ToString()));

        Assert.Contains("Fix 4 things", page.Text, StringComparison.Ordinal);
        Assert.Contains("An Verstraete has this number", page.Text, StringComparison.Ordinal);
        var taken = await visitor.SubmitAsync(page, "person", [.. Els.Select(e => e.Item1 == "Email" ? ("Email", given.An.Email!.ToUpperInvariant()) : e), ("Branch", given.Gent.Id.ToString())]);
        Assert.Contains("An Verstraete has this address", taken.Text, StringComparison.Ordinal);
        Assert.Contains("Choose the branch", (await visitor.SubmitAsync(page, "person", [.. Els, ("Branch", "")])).Text, StringComparison.Ordinal);
        using var db = given.Database.CreateDbContext();
        Assert.Equal(2, db.People.Count());
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Someone_of_the_same_name_in_the_branch_is_asked_about_on_purpose(Database kind)
    {
        await using var given = await GivenAsync(kind);
        var visitor = given.Lead();
        (string, string?)[] namesake = [("GivenName", "an"), ("FamilyName", "VERSTRAETE"), ("PersonnelNumber", "9"), ("Branch", given.Gent.Id.ToString())];

        var asked = await visitor.SubmitAsync(await visitor.GetAsync("/people/new"), "person", namesake);
        Refused.On(asked, PersonRules.IsNotHereYet, "An Verstraete", "Gent");

        Assert.StartsWith("/people/", (await visitor.SubmitAsync(asked, "person", [.. namesake, ("SomeoneElse", "true")])).Location, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_correction_keeps_the_person_and_what_hangs_on_them(Database kind)
    {
        await using var given = await GivenAsync(kind);
        var visitor = given.Lead();
        given.Database.Given(Ambassador.Appoint(given.An.Id, 10, A.Today, A.Today.PlusWeeks(6), "AN-7K3M", A.Today, A.Monday));
        var form = await visitor.GetAsync($"/people/{given.An.Id}/edit");
        Assert.Contains("Middle part of the name (van, de, von)", form.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("of your", form.Text, StringComparison.Ordinal);

        await visitor.SubmitAsync(form, "person", [.. Els, ("Branch", given.Brugge.Id.ToString())]);

        using var db = given.Database.CreateDbContext();
        var an = await db.People.SingleAsync(p => p.Id == given.An.Id);
        Assert.Equal(("Els van den Berg", given.Brugge.Id, "els@voorbeeld.be"), (an.Name, an.Branch, an.Email));
        Assert.Equal(an.Id, db.Ambassadors.Single().Person);
        Assert.Contains("Ambassador: 0 of 10 colleagues", (await visitor.GetAsync($"/people/{an.Id}")).Text, StringComparison.Ordinal);

        // A second tab that still shows the old person.
        Assert.Contains("Someone changed this", (await visitor.SubmitAsync(form, "person", [.. Els, ("Branch", given.Gent.Id.ToString())])).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Who_holds_a_role_keeps_an_address_and_who_directs_stays_in_the_branch(Database kind)
    {
        await using var given = await GivenAsync(kind);
        var visitor = given.Lead();
        await using (var db = given.Database.CreateDbContext())
        {
            (await db.Branches.SingleAsync(b => b.Id == given.Gent.Id)).AssignDirector(given.An.Id);
            await db.SaveChangesAsync();
        }

        var moved = await visitor.SubmitAsync(await visitor.GetAsync($"/people/{given.An.Id}/edit"), "person", [.. Els, ("Branch", given.Brugge.Id.ToString())]);
        Assert.Contains("This person directs Gent", moved.Text, StringComparison.Ordinal);
        var lead = await visitor.SubmitAsync(
            await visitor.GetAsync($"/people/{given.TheLead.Id}/edit"), "person", [.. Els.Select(e => e.Item1 == "Email" ? ("Email", "") : e), ("Branch", given.Gent.Id.ToString())]);
        Assert.Contains("role needs an e-mail address", lead.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Who_left_is_marked_so_after_reading_what_hangs_on_them_and_comes_back_with_one_press(Database kind)
    {
        await using var given = await GivenAsync(kind);
        var visitor = given.Lead();
        await using (var db = given.Database.CreateDbContext())
        {
            (await db.Branches.SingleAsync(b => b.Id == given.Gent.Id)).AssignDirector(given.An.Id);
            await db.SaveChangesAsync();
        }

        var page = await visitor.GetAsync($"/people/{given.An.Id}/leave");
        Assert.Contains($"href=\"/branches/{given.Gent.Id}\"", page.Html, StringComparison.Ordinal);
        var gone = await visitor.FollowAsync(await visitor.SubmitAsync(page, "leave"));
        Assert.Contains("No longer works here", gone.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync($"/people/{given.An.Id}/leave")).Status);

        await visitor.SubmitAsync(gone, "restore");
        using var after = given.Database.CreateDbContext();
        Assert.True(after.People.Single(p => p.Id == given.An.Id).Active);
    }

    [Fact]
    public async Task The_last_lead_does_not_leave()
    {
        await using var given = await GivenAsync(Database.Sqlite);
        var visitor = given.Lead();

        var page = await visitor.SubmitAsync(await visitor.GetAsync($"/people/{given.TheLead.Id}/leave"), "leave");

        Assert.Contains("Someone has to lead", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_but_the_lead_opens_a_person()
    {
        await using var given = await GivenAsync(Database.Sqlite);

        foreach (var path in (string[])[$"/people/{given.An.Id}", $"/people/{given.An.Id}/edit", $"/people/{given.An.Id}/leave", "/people/new", "/branches/new"])
        {
            Assert.StartsWith("/denied", (await given.App.Visitor(given.An).GetAsync(path)).Location, StringComparison.Ordinal);
            Assert.StartsWith("/sign-in", (await given.App.Visitor().GetAsync(path)).Location, StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await given.Lead().GetAsync($"/people/{Guid.CreateVersion7()}")).Status);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_branch_is_added_renamed_and_moved_by_hand(Database kind)
    {
        await using var given = await GivenAsync(kind);
        var visitor = given.Lead();

        await visitor.SubmitAsync(await visitor.GetAsync("/branches/new"), "branch", ("Name", "Luik"), ("Place", "BE Europe/Brussels"), ("OpensAt", "07:30"), ("ClosesAt", "16:00"), ("Language", "fr"));
        var luik = Branch(given, "Luik");
        Assert.True(luik.Position > given.Brugge.Position);
        Assert.Equal(("fr", "BE"), (luik.Language, luik.Country));
        Assert.Equal(3, luik.Code.Length);

        var els = A.Person(luik, "Els Maertens");
        given.Database.Given(els);
        await using (var db = given.Database.CreateDbContext())
        {
            var stored = await db.People.SingleAsync(p => p.Id == els.Id);
            stored.Correct(new PersonDetails(luik.Id, "Els", "", "Maertens") { Email = els.Email, Mobile = "0612345678" }, "BE");
            await db.SaveChangesAsync();
        }

        await visitor.SubmitAsync(
            await visitor.GetAsync($"/branches/{luik.Id}"), "branch", ("Name", "Maastricht"), ("Place", "NL Europe/Amsterdam"), ("Code", luik.Code), ("OpensAt", "07:30"), ("ClosesAt", "16:00"), ("Director", ""), ("Language", ""));
        var moved = Branch(given, "Maastricht");
        Assert.Equal((luik.Id, "NL", "Europe/Amsterdam", "maastricht"), (moved.Id, moved.Country, moved.Zone.Id, moved.MatchName));
        using var after = given.Database.CreateDbContext();
        Assert.Equal("+31612345678", after.People.Single(p => p.Id == els.Id).MobileKey);
    }

    [Fact]
    public async Task A_branch_says_everything_that_is_wrong_at_once()
    {
        await using var given = await GivenAsync(Database.Sqlite);
        var visitor = given.Lead();
        var form = await visitor.GetAsync($"/branches/{given.Gent.Id}");

        var page = await visitor.SubmitAsync(form, "branch", ("Name", "brugge"), ("Place", "BE Europe/Brussels"), ("Code", "G1"), ("OpensAt", "17:00"), ("ClosesAt", "09:00"));
        Assert.Contains("Fix 3 things", page.Text, StringComparison.Ordinal);
        Refused.On(page, BranchRules.NameIsFree);

        // The place cannot be read, and the other errors still appear.
        var unreadable = await visitor.SubmitAsync(form, "branch", ("Name", ""), ("Place", "nowhere"), ("Code", "G1"), ("OpensAt", "17:00"), ("ClosesAt", "09:00"));
        Assert.Contains("Fix 4 things", unreadable.Text, StringComparison.Ordinal);
    }

    private static Branch Branch(Given given, string name)
    {
        using var db = given.Database.CreateDbContext();
        return db.Branches.AsNoTracking().Single(b => b.Name == name);
    }

    private static async Task<Given> GivenAsync(Database kind)
    {
        var database = TestDatabase.On(kind);
        var (gent, brugge) = (A.Branch("Gent"), A.Branch("Brugge"));
        var (lead, an) = (A.Lead(gent), A.Person(gent, "An Verstraete"));
        database.Given(A.Rollout(), gent, brugge, lead, an);
        return new Given(database, await RunningApp.StartAsync(database), gent, brugge, lead, an);
    }

    private sealed record Given(TestDatabase Database, RunningApp App, Branch Gent, Branch Brugge, Person TheLead, Person An) : IAsyncDisposable
    {
        public Visitor Lead() => App.Visitor(TheLead);

        public async ValueTask DisposeAsync()
        {
            await App.DisposeAsync();
            Database.Dispose();
        }
    }
}
