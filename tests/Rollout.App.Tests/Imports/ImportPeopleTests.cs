using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Imports;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.App.Tests.Imports;

/// <summary>People files end to end, on both databases.</summary>
public sealed class ImportPeopleTests
{
    private static readonly string[] SampleNames =
    [
        "01_people_nl_excel_cp1252.csv", "02_people_utf8_bom_comma.csv", "05_people_branch_column_missing.csv", "06_people_sep_directive.csv",
        "09_people_header_only.csv", "09b_people_empty_0_bytes.csv", "11_people_formula_injection.csv", "13_broken_binary_jpeg_as.csv", "13b_xlsx_renamed_as.csv",
    ];

    public static TheoryData<Database, string> Samples
    {
        get
        {
            var data = new TheoryData<Database, string>();
            foreach (var kind in Enum.GetValues<Database>())
            {
                foreach (var name in SampleNames)
                {
                    data.Add(kind, name);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task A_sample_is_previewed_imported_and_imported_again_as_expected(Database kind, string name)
    {
        await using var db = await WithBranches(kind);
        var expected = JsonSerializer.Deserialize<JsonObject>(await File.ReadAllTextAsync(Files.SamplePath("expected.json")))![name]!;

        var preview = await Sample(db, name, preview: true);
        var peopleAfterPreview = await Count(db);
        var real = await Sample(db, name);
        var again = await Sample(db, name);

        Assert.Equal(expected.ToJsonString(), Json(preview));
        Assert.Equal(expected.ToJsonString(), Json(real));
        Assert.Equal(0, peopleAfterPreview);
        Assert.Equal(real.Created, await Count(db));
        Assert.Equal(0, again.Created);
        Assert.Equal((real.Created + real.Merged, real.Rejected), (again.Merged, again.Rejected));
        Assert.Equal(real.Rows.Select(row => (row.Line, row.Codes)), again.Rows.Select(row => (row.Line, row.Codes)));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Everything_a_row_tells_is_kept(Database kind)
    {
        await using var db = await WithBranches(kind);
        await Sample(db, "01_people_nl_excel_cp1252.csv");
        await using var context = db.CreateDbContext();

        var jan = await context.People.SingleAsync(p => p.PersonnelKey == "000123");
        Assert.Equal(("Jan", "van den", "Berg", "Jan van den Berg"), (jan.GivenName, jan.Infix, jan.FamilyName, jan.Name));
        Assert.Equal(("jan.vandenberg@voorbeeld.be", "+32 470 12 34 56", "Monteur"), (jan.Email, jan.Mobile, jan.JobTitle));
        Assert.Equal((new LocalDate(2019, 3, 1), 1.0, WorkType.Field), (jan.StartedOn, jan.FullTimeEquivalent, jan.WorkType));
        Assert.True(jan.Active);

        var zoe = await context.People.SingleAsync(p => p.PersonnelKey == "000124");
        Assert.Equal(("Zoë D’Hondt", 0.8, WorkType.Shop), (zoe.Name, zoe.FullTimeEquivalent, zoe.WorkType));
        var merged = await context.People.SingleAsync(p => p.PersonnelKey == "000127");
        Assert.Equal(("De Clercq", "HR adviseur", "anne-sophie.declercq@voorbeeld.be"), (merged.FamilyName, merged.JobTitle, merged.Email));
        var inge = await context.People.SingleAsync(p => p.MobileKey == "0612340000");
        Assert.Null(inge.PersonnelNumber);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task What_the_file_has_no_column_for_stays(Database kind)
    {
        await using var db = await WithBranches(kind);
        await Import(db, Files.Header + "1;Jan;;Maes;jan@x.be;0470123456;Gent;Monteur;01-03-2019;0,5\r\n");

        await Import(db, "Personeelsnummer;Naam;Filiaal\n1;Jan Maes;Utrecht\n");

        await using var context = db.CreateDbContext();
        var jan = await context.People.SingleAsync();
        Assert.Equal(("jan@x.be", "0470123456", "Monteur", 0.5), (jan.Email, jan.Mobile, jan.JobTitle, jan.FullTimeEquivalent));
        Assert.Equal("Utrecht", await context.Branches.Where(b => b.Id == jan.Branch).Select(b => b.Name).SingleAsync());
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task An_empty_cell_empties_but_never_takes_the_way_to_sign_in(Database kind)
    {
        await using var db = await WithBranches(kind);
        await Import(db, Files.Header + "1;Jan;;Maes;jan@x.be;0470123456;Gent;Monteur;01-03-2019;0,5\r\n");

        await Import(db, Files.Header + "1;Jan;;Maes;;;Gent;;;\r\n");

        await using var context = db.CreateDbContext();
        var jan = await context.People.SingleAsync();
        Assert.Equal(("jan@x.be", null, "", null, null), (jan.Email, jan.Mobile, jan.JobTitle, jan.StartedOn, jan.FullTimeEquivalent));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task An_email_of_another_stored_person_is_refused(Database kind)
    {
        await using var db = await WithBranches(kind);
        await Import(db, Files.Header + "1;Jan;;Maes;jan@x.be;;Gent;;;\r\n");

        var result = await Import(db, Files.Header + "2;Piet;;Maes;JAN@x.be;;Gent;;;\r\n");

        Assert.Equal([new ImportedRow(2, RowFate.Rejected, ImportCodes.EmailOfOtherPerson)], result.Rows);
        Assert.Equal(1, await Count(db));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Two_people_may_exchange_their_emails_in_one_file(Database kind)
    {
        await using var db = await WithBranches(kind);
        await Import(db, Files.Header + "1;Jan;;Maes;jan@x.be;;Gent;;;\r\n2;Piet;;Maes;piet@x.be;;Gent;;;\r\n");

        var result = await Import(db, Files.Header + "1;Jan;;Maes;piet@x.be;;Gent;;;\r\n2;Piet;;Maes;jan@x.be;;Gent;;;\r\n");

        Assert.Equal(2, result.Merged);
        await using var context = db.CreateDbContext();
        Assert.Equal(["piet@x.be", "jan@x.be"], await context.People.OrderBy(p => p.PersonnelKey).Select(p => p.Email).ToListAsync());
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_chain_of_exchanges_is_refused_as_far_as_it_breaks(Database kind)
    {
        await using var db = await WithBranches(kind);
        await Import(db, Files.Header + "1;A;;A;a@x.be;;Gent;;;\r\n2;B;;B;b@x.be;;Gent;;;\r\n3;C;;C;c@x.be;;Gent;;;\r\n");

        // 1 wants what 2 frees, 2 wants what 3 keeps: neither can have it.
        var result = await Import(db, Files.Header + "1;A;;A;b@x.be;;Gent;;;\r\n2;B;;B;c@x.be;;Gent;;;\r\n");

        Assert.All(result.Rows, row => Assert.Equal(ImportCodes.EmailOfOtherPerson, row.Codes));
        await using var context = db.CreateDbContext();
        Assert.Equal(["a@x.be", "b@x.be", "c@x.be"], await context.People.OrderBy(p => p.PersonnelKey).Select(p => p.Email).ToListAsync());
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task An_address_that_was_given_up_in_vain_is_still_its_owners(Database kind)
    {
        await using var db = await WithBranches(kind);
        await Import(db, Files.Header + "9;Z;;Z;c@x.be;;Gent;;;\r\n");

        // 1 gives a@ up for c@, which 9 keeps; so a@ is still 1's, and 2 cannot have it.
        var result = await Import(db, Files.Header + "1;A;;A;a@x.be;;Gent;;;\r\n1;A;;A;c@x.be;;Gent;;;\r\n2;B;;B;a@x.be;;Gent;;;\r\n");

        Assert.Equal([RowFate.Created, RowFate.Rejected, RowFate.Rejected], result.Rows.Select(row => row.Fate));
        Assert.All(result.Rows.Skip(1), row => Assert.Equal(ImportCodes.EmailOfOtherPerson, row.Codes));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Someone_known_by_email_gets_the_number_that_comes_later(Database kind)
    {
        await using var db = await WithBranches(kind);
        await Import(db, Files.Header + ";Jan;;Maes;jan@x.be;;Gent;;;\r\n");

        var result = await Import(db, Files.Header + "7;Jan;;Maes;jan@x.be;;Gent;;;\r\n");
        var byEmail = await Import(db, Files.Header + ";Jan;;Maes;jan@x.be;;Gent;;;\r\n");

        Assert.Equal((1, 1), (result.Merged, byEmail.Merged));
        await using var context = db.CreateDbContext();
        Assert.Equal("7", (await context.People.SingleAsync()).PersonnelNumber);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task One_stored_person_told_of_twice_by_number_and_by_email_stays_one(Database kind)
    {
        await using var db = await WithBranches(kind);
        await Import(db, Files.Header + "7;Jan;;Maes;jan@x.be;;Gent;;;\r\n");

        var result = await Import(db, Files.Header + "7;Jan;;Maes;;;Gent;eerst;;\r\n;Jan;;Maes;jan@x.be;;Gent;laatst;;\r\n");

        Assert.Equal(2, result.Merged);
        await using var context = db.CreateDbContext();
        var jan = await context.People.SingleAsync();
        Assert.Equal(("7", "jan@x.be", "laatst"), (jan.PersonnelNumber, jan.Email, jan.JobTitle));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_row_that_says_nothing_new_does_not_touch_the_person(Database kind)
    {
        await using var db = await WithBranches(kind);
        await Sample(db, "02_people_utf8_bom_comma.csv");
        await Sample(db, "02_people_utf8_bom_comma.csv");

        await using var context = db.CreateDbContext();
        Assert.All(await context.People.ToListAsync(), person => Assert.Equal(0, person.Version));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task An_import_broken_off_while_saving_changes_nothing(Database kind)
    {
        await using var db = await WithBranches(kind);
        using var stop = new CancellationTokenSource();
        var atSaving = new Reports(p =>
        {
            if (p.Phase == ImportPhase.Saving)
            {
                stop.Cancel();
            }
        });

        await using (var stream = Files.Sample("01_people_nl_excel_cp1252.csv"))
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new ImportPeople(db).RunAsync(stream, preview: false, progress: atSaving, ct: stop.Token));
        }

        Assert.Equal(0, await Count(db));
        Assert.Equal(14, (await Sample(db, "01_people_nl_excel_cp1252.csv")).Created);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Two_imports_of_one_file_at_once_make_each_person_once(Database kind)
    {
        await using var db = await WithBranches(kind);
        var text = Many(3000);

        var results = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => Import(db, text))));

        Assert.Equal(3000, results.Sum(r => r.Created));
        Assert.Equal(3000, await Count(db));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Those_who_are_missing_leave_and_come_back(Database kind)
    {
        await using var db = await WithBranches(kind);
        await Import(db, Many(10));

        var preview = await Import(db, Many(9), preview: true, WhoIsMissing.Leaves);
        var real = await Import(db, Many(9), preview: false, WhoIsMissing.Leaves);
        var left = await Active(db);
        await Import(db, Many(10));

        Assert.Equal((1, false), (preview.Missing, preview.HasFew));
        Assert.Equal(1, real.Missing);
        Assert.Equal(9, left);
        Assert.Equal(10, await Active(db));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_file_with_few_of_the_people_needs_a_second_yes(Database kind)
    {
        await using var db = await WithBranches(kind);
        await Import(db, Many(10));

        Assert.True((await Import(db, Many(7), preview: true, WhoIsMissing.Leaves)).HasFew);
        await Refused.ByAsync(ImportRules.FewNeedsConfirming, () => Import(db, Many(7), preview: false, WhoIsMissing.Leaves));
        Assert.Equal(10, await Active(db));

        await Import(db, Many(7), preview: false, WhoIsMissing.LeavesForSure);
        Assert.Equal(7, await Active(db));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Nobody_leaves_by_an_empty_file_or_a_refused_row_and_never_the_lead(Database kind)
    {
        await using var db = await WithBranches(kind);
        await Import(db, Many(5));
        await using (var context = db.CreateDbContext())
        {
            var branch = await context.Branches.FirstAsync();
            context.Add(A.Lead(branch));
            await context.SaveChangesAsync();
        }

        await Import(db, Files.Header, preview: false, WhoIsMissing.LeavesForSure);
        await Refused.ByAsync(
            ImportRules.NobodyToCompareWith, () => Import(db, Many(5).Replace(";Gent;", ";Nergens;", StringComparison.Ordinal), preview: false, WhoIsMissing.LeavesForSure));
        Assert.Equal(6, await Active(db));

        // The fifth row is refused for its branch; its person is in the file all the same.
        var oneBad = Many(4) + "0000005;Jan;;Maes;p5@x.be;;Nergens;;;\r\n";
        await Import(db, oneBad, preview: false, WhoIsMissing.LeavesForSure);
        Assert.Equal(6, await Active(db));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_branch_that_waits_for_its_director_gets_them(Database kind)
    {
        await using var db = await WithBranches(kind);
        await using (var stream = Files.Of("name;country;time zone;director e-mail\nGent;BE;Europe/Brussels;jan@x.be\n"))
        {
            await new ImportBranches(db).RunAsync(stream, preview: false);
        }

        await Import(db, Files.Header + "1;Jan;;Maes;jan@x.be;;Utrecht;;;\r\n");

        await using var context = db.CreateDbContext();
        var gent = await context.Branches.SingleAsync(b => b.MatchName == "gent");
        Assert.Equal(await context.People.Select(p => (PersonId?)p.Id).SingleAsync(), gent.Director);
        Assert.Null(gent.DirectorEmail);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Fifty_thousand_people_come_in_one_go_with_progress_and_flat_memory(Database kind)
    {
        await using var db = await WithBranches(kind);
        await using var file = new FileStream(Path.Combine(db.Folder, "many.csv"), FileMode.Create, FileAccess.ReadWrite);
        await using (var writer = new StreamWriter(file, leaveOpen: true))
        {
            await writer.WriteAsync(Files.Header);
            for (var i = 1; i <= 50_000; i++)
            {
                await writer.WriteAsync($"{i:0000000};Zoë;van der;Linden;p{i}@voorbeeld.be;+3247{i:0000000};Gent;Monteur;01-10-2023;0,8\r\n");
            }
        }

        var reports = new List<ImportProgress>();
        var peak = 0L;
        var watching = new Reports(p =>
        {
            reports.Add(p);
            peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: p.Rows % 10_000 == 0));
        });
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var result = await new ImportPeople(db).RunAsync(file, preview: false, progress: watching);

        Assert.Equal((50_000, 0, 0), (result.Created, result.Merged, result.Rejected));
        Assert.Equal(50_000, await Count(db));
        Assert.True(reports.Count > 50 && reports.Zip(reports.Skip(1)).All(pair => pair.First.Share <= pair.Second.Share));
        Assert.Equal(1, reports[^1].Share);
        // Other tests run beside this one in the same process, so the bound is a wide one: fifty thousand rows held at once would burst it.
        Assert.InRange(peak - before, 0, 250_000_000);
    }

    private static string Many(int count)
    {
        var text = new StringBuilder(Files.Header);
        for (var i = 1; i <= count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{i:0000000};Jan;;Maes;p{i}@x.be;;Gent;;;\r\n");
        }

        return text.ToString();
    }

    private static async Task<TestDatabase> WithBranches(Database kind)
    {
        var db = TestDatabase.On(kind);
        await using var stream = Files.Sample("branches.csv");
        await new ImportBranches(db).RunAsync(stream, preview: false);
        return db;
    }

    private static async Task<ImportResult> Sample(TestDatabase db, string name, bool preview = false)
    {
        await using var stream = Files.Sample(name);
        return await new ImportPeople(db).RunAsync(stream, preview);
    }

    private static async Task<ImportResult> Import(TestDatabase db, string text, bool preview = false, WhoIsMissing missing = WhoIsMissing.Stays)
    {
        await using var stream = Files.Of(text);
        return await new ImportPeople(db).RunAsync(stream, preview, missing);
    }

    private static async Task<int> Count(TestDatabase db)
    {
        await using var context = db.CreateDbContext();
        return await context.People.CountAsync();
    }

    private static async Task<int> Active(TestDatabase db)
    {
        await using var context = db.CreateDbContext();
        return await context.People.CountAsync(p => p.Active);
    }

    private static string Json(ImportResult result) => JsonNode.Parse(ImportJson.Of(result))!.ToJsonString();

    /// <summary>Reports at once, on the thread that works: <see cref="Progress{T}"/> would report later.</summary>
    private sealed class Reports(Action<ImportProgress> report) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => report(value);
    }
}
