using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Ambassadors;
using Rollout.App.Persistence;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Ambassadors;

public sealed class BoardTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_board_says_done_on_the_way_and_pace(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        var (came, invited) = (A.Person(the.Gent), A.Person(the.Gent));
        the.Database.Given(came, invited);
        await the.AcceptAsync(the.Sanne.Code, the.Bas);
        await the.ConfirmAsync(the.Sanne.Code, the.Bas);
        await the.AcceptAsync(the.Sanne.Code, came);
        await the.InviteAsync(the.SannesPerson, invited);
        the.Another();

        var board = await AskAsync(the, the.Lead);

        Assert.Equal((2, 1, 20), (board.Found, board.Done, board.Quota));
        var sanne = board.Rows.Single(r => r.Id == the.Sanne.Id);
        Assert.Equal((1, 1, PaceState.Behind, new LocalDate(2026, 11, 23)), (sanne.Pace.Done, sanne.OnTheWay, sanne.Pace.State, sanne.LastCredit));
        Assert.Equal(2, board.Counts[AmbassadorBoardScope.Behind]);
    }

    [Fact]
    public async Task Who_needs_a_hand_is_first_and_who_is_done_last()
    {
        using var the = new TheAmbassadors(Database.Sqlite);
        var an = A.Person(the.Gent, "An Aerts");
        var made = Ambassador.Appoint(an.Id, 1, TheAmbassadors.First, TheAmbassadors.Last, AmbassadorCode.Create("An"), TheAmbassadors.First, A.Monday);
        the.Database.Given(an, made);
        the.Another("Zoë Zwart", from: new LocalDate(2026, 11, 23));
        await the.AcceptAsync(made.Code, the.Bas);
        await the.ConfirmAsync(made.Code, the.Bas);

        Assert.Equal(["Sanne de Bruijn", "Zoë Zwart", "An Aerts"], (await AskAsync(the, the.Lead)).Rows.Select(r => r.Name));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_director_sees_their_own_branch_and_an_employee_nothing(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        var brugge = A.Branch("Brugge");
        var (director, elsewhere) = (A.Person(brugge, "An Verstraete"), A.Person(brugge, "Els Wouters"));
        the.Database.Given(brugge, director, elsewhere, TheAmbassadors.Appointed(elsewhere));
        await using (var db = the.Database.CreateDbContext())
        {
            (await db.Branches.SingleAsync(b => b.Id == brugge.Id)).AssignDirector(director.Id);
            await db.SaveChangesAsync();
        }

        Assert.Equal(["Els Wouters"], (await AskAsync(the, director)).Rows.Select(r => r.Name));
        Assert.Empty((await AskAsync(the, director, the.Gent.Code)).Rows);
        Assert.Equal(2, (await AskAsync(the, the.Lead)).Found);
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => AskAsync(the, the.Bas));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => AskAsync(the, the.SannesPerson));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_board_forecasts_each_and_all_and_each_branch_until_it_goes_live(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        var brugge = A.Branch("Brugge");
        var elsewhere = A.Person(brugge, "Els Wouters");
        var wave = Domain.Launches.Wave.Plan(
            "Wave 1", new LocalDateTime(2026, 11, 30, 9, 0), A.Brussels, [the.Gent.Id], [new Domain.Launches.PlannedCheck("Posters", Domain.Launches.CheckWeight.Must, 3)], A.Acting(the.Lead, the.Gent), A.Monday);
        the.Database.Given(brugge, elsewhere, TheAmbassadors.Appointed(elsewhere), wave);
        await the.AcceptAsync(the.Sanne.Code, the.Bas);
        await the.ConfirmAsync(the.Sanne.Code, the.Bas);
        var atFirst = await AskAsync(the, the.Lead);
        the.Clock.Advance(Duration.FromDays(4));

        var board = await AskAsync(the, the.Lead);

        Assert.All(atFirst.Rows, row => Assert.Null(row.Chance));
        Assert.All(atFirst.PerBranch.Append(atFirst.Together!), sum => Assert.False(sum.IsTelling));
        Assert.Equal((1, 20), (board.Together!.Sum.Done, board.Together.Sum.Target));
        Assert.Null(board.Together.GoLive);
        Assert.Equal([new LocalDate(2026, 11, 30), null], board.PerBranch.Select(b => b.GoLive?.Day));
        Assert.All(board.PerBranch, b => Assert.True(b.Sum.Low <= b.Sum.Expected && b.Sum.Expected <= b.Sum.High && b.MoreAmbassadors > 0 && b.LastDay == TheAmbassadors.Last));
        var gent = board.PerBranch[0];
        Assert.True(gent.GoLive!.Sum.Expected < gent.Sum.Expected && gent.GoLive.Sum.Expected >= gent.Sum.Done);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Pages_of_twenty_five_and_a_page_that_is_not_there_is_the_last(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        var people = Enumerable.Range(0, 119).Select(i => A.Person(the.Gent, $"Jan{i:000} Nummer")).ToList();
        the.Database.Given([.. people, .. people.Select(p => TheAmbassadors.Appointed(p))]);

        Assert.Equal((25, 5, 120), await PageAsync(1));
        Assert.Equal((20, 5, 120), await PageAsync(5));
        Assert.Equal((20, 5, 120), await PageAsync(int.MaxValue));
        Assert.Equal((25, 5, 120), await PageAsync(int.MinValue));

        async Task<(int, int, int)> PageAsync(int page)
        {
            var board = await AskAsync(the, the.Lead, page: page);
            return (board.Rows.Count, board.Pages, board.Found);
        }
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Five_thousand_ambassadors_among_a_hundred_thousand_people_are_counted_in_one_query(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        await the.AcceptAsync(the.Sanne.Code, the.Bas);
        await the.ConfirmAsync(the.Sanne.Code, the.Bas);
        await using (var db = the.Database.CreateDbContext())
        {
            // The first five thousand people are ambassadors; each was accepted by six colleagues, five of whom are done.
            await CopyAsync<Person>(db, 100_000, ("email", "'p' || n || '@voorbeeld.be'"), ("personnel_number", "'N' || n"), ("personnel_key", "'n' || n"), ("search_name", "'jan ' || n"));
            await CopyAsync<Ambassador>(db, 5_000, ("person", Id("n")), ("code", "'N' || n || '-7K3M'"));
            await CopyAsync<Invitation>(db, 30_000, ("ambassador", Id("1 + n % 5000")), ("colleague", Id("n + 5000")));
            await CopyAsync<Credit>(db, 25_000, ("ambassador", Id("1 + n % 5000")), ("colleague", Id("n + 5000")));
        }

        var board = await AskAsync(the, the.Lead, page: 50);

        Assert.Equal((5_001, 25_001, 1), (board.Found, board.Done, board.Rows[0].OnTheWay));

        string Id(string n) => kind == Database.Sqlite
            ? $"printf('A0000000-0000-7000-8000-%012d', {n})"
            : $"('A0000000-0000-7000-8000-' || lpad(({n})::text, 12, '0'))::uuid";

        // Copies the newest row except for unique values, in SQL, because the test is about reading.
        async Task CopyAsync<T>(RolloutDb db, int count, params (string Column, string Value)[] changes)
        {
            var entity = db.Model.FindEntityType(typeof(T))!;
            var columns = entity.GetProperties().Select(p => p.GetColumnName()).ToList();
            var values = columns.Select(c => c == "id" ? Id("n") : changes.FirstOrDefault(x => x.Column == c).Value ?? $"\"{c}\"");
            var sql = $"""
                WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {count})
                INSERT INTO {entity.GetTableName()} ({string.Join(", ", columns.Select(c => $"\"{c}\""))})
                SELECT {string.Join(", ", values)} FROM (SELECT * FROM {entity.GetTableName()} ORDER BY id DESC LIMIT 1) AS one, numbers
                """;
            await db.Database.ExecuteSqlRawAsync(sql);
        }
    }

    private static Task<AmbassadorBoard> AskAsync(TheAmbassadors the, Person who, string? branch = null, int page = 1) =>
        new ListAmbassadors(the.Database, SignedIn.As(the.Database, who), the.Clock).RunAsync(new AmbassadorBoardFilter(branch, AmbassadorBoardScope.All, null, page));
}
