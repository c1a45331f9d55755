using Rollout.App.Modules.Organisation.Contracts;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Rollout.App.Modules.Organisation.Import;
using Rollout.Domain.People;
using Rollout.Testing;


namespace Rollout.App.Tests.Modules.Organisation.Import;

/// <summary>The lead loads files in a browser without JavaScript.</summary>
public sealed class ImportPagesTests : IAsyncLifetime
{
    private readonly TestDatabase _db = TestDatabase.On(Database.Sqlite);
    private readonly StoppedClock _clock = new(A.Monday);
    private RunningApp _app = null!;
    private Person _lead = null!;

    public async Task InitializeAsync()
    {
        var home = A.Branch("Hoofdkantoor");
        _lead = A.Lead(home);
        _db.Given(A.Rollout(), home, _lead);
        _app = await RunningApp.StartAsync(_db, _clock);
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        await _db.DisposeAsync();
    }

    [Fact]
    public async Task A_file_is_previewed_applied_and_its_refused_rows_come_back()
    {
        var lead = _app.Visitor(_lead);
        await LoadAndApply(lead, "branches.csv", "Branches");

        var preview = await Load(lead, "01_people_nl_excel_cp1252.csv", "People");
        Assert.Contains("14 to add, 0 to update, 7 refused", preview.Text, StringComparison.Ordinal);
        Assert.Contains("This branch is not in the list of branches.", preview.Text, StringComparison.Ordinal);
        Assert.Equal(1, await CountPeople());

        var refused = await lead.GetAsync(preview.Path + "/refused.csv");
        Assert.Contains("\"1,23457E+11\";\"Excel\"", refused.Html, StringComparison.Ordinal);
        Assert.Contains("\"13\";\"E_KEY_DAMAGED_BY_EXCEL\";\"The spreadsheet rounded this number", refused.Html, StringComparison.Ordinal);
        Assert.Equal(8, refused.Html.TrimEnd().Split("\r\n").Length);

        var done = await Settled(lead, await lead.SubmitAsync(preview, "apply"));
        Assert.Contains("14 added, 0 updated", done.Text, StringComparison.Ordinal);
        Assert.Equal(15, await CountPeople());
        Assert.Contains("E_KEY_DAMAGED_BY_EXCEL", (await lead.GetAsync(preview.Path + "/refused.csv")).Html, StringComparison.Ordinal);
        Assert.False(await Stored(ImportFile.Upload));
    }

    [Theory]
    [InlineData("leavers_hr.csv", "2 to add, 0 to update, 0 refused", "1 person is left out because they do not work here")]
    [InlineData("entra_guests_and_closed.csv", "1 to add, 0 to update, 0 refused", "2 people are left out because they do not work here")]
    [InlineData("keys_number_1.csv", "2 to add, 0 to update, 0 refused", "")]
    [InlineData("shared_mailbox.csv", "3 to add, 0 to update, 0 refused", "Several people have this address: it is a shared mailbox.")]
    [InlineData("dates.csv", "12 to add, 0 to update, 0 refused", "This date does not exist or could not be read")]
    public async Task A_report_is_previewed_and_applied_and_then_nothing_differs(string report, string heading, string said)
    {
        var lead = _app.Visitor(_lead);
        await LoadAndApply(lead, "branches.csv", "Branches");

        var preview = await Load(lead, "Reports/" + report, "People");
        Assert.Contains(heading, preview.Text, StringComparison.Ordinal);
        Assert.Contains(said, preview.Text, StringComparison.Ordinal);
        await Settled(lead, await lead.SubmitAsync(preview, "apply"));

        Assert.Contains("Nothing differs: this list is already loaded", (await Load(lead, "Reports/" + report, "People")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_language_says_what_to_do()
    {
        foreach (var (language, words) in new[] { ("nl", "Open het, kies Opslaan als"), ("fr", "Ouvrez-le, choisissez Enregistrer sous") })
        {
            var lead = _app.Visitor(_lead);
            lead.Language = language;

            Assert.Contains(words, (await Load(lead, "13b_xlsx_renamed_as.csv", "People")).Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task No_file_is_told_at_the_field()
    {
        var lead = _app.Visitor(_lead);

        var page = await lead.UploadAsync(await lead.GetAsync("/people/import"), "upload", null, ("Kind", "Branches"));

        Refused.On(page, ImportRules.NeedsAFile);
        Assert.Contains("href=\"people/import#File\"", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_lead_and_everyone_else_see_nothing_of_it()
    {
        var lead = _app.Visitor(_lead);
        var preview = await Load(lead, "01_people_nl_excel_cp1252.csv", "People");
        Person other, employee;
        await using (var context = _db.CreateDbContext())
        {
            var branch = await context.Branches.FirstAsync();
            (other, employee) = (A.Lead(branch, "Bo de Vries"), A.Person(branch));
            context.AddRange(other, employee);
            await context.SaveChangesAsync();
        }

        var theirs = await _app.Visitor(other).GetAsync(preview.Path);
        var refused = await _app.Visitor(other).GetAsync(preview.Path + "/refused.csv");
        var staff = await _app.Visitor(employee).GetAsync(preview.Path);
        var stranger = await _app.Visitor().GetAsync(preview.Path + "/refused.csv");

        Assert.Contains("This file is no longer here", theirs.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, refused.Status);
        Assert.StartsWith("/denied", staff.Location, StringComparison.Ordinal);
        Assert.StartsWith("/sign-in", stranger.Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_lead_stops_an_import_that_holds_up_the_others_and_a_second_press_finds_nothing_to_stop()
    {
        await LoadAndApply(_app.Visitor(_lead), "branches.csv", "Branches"); // from now on this process keeps the claims of others
        await using var context = _db.CreateDbContext();
        var huge = context.Set<ImportRun>().Where(r => r.FileName == "huge.csv");
        var other = A.Lead(await context.Branches.FirstAsync(), "Bo de Vries");
        context.Add(other);
        context.Add(new ImportRun(new string('a', 40), _lead.Id, ImportKind.People, "huge.csv", A.Monday));
        await context.SaveChangesAsync();
        await huge.ExecuteUpdateAsync(set => set.SetProperty(r => r.Stage, ImportStage.Applying).SetProperty(r => r.ClaimedUntil, A.Monday + NodaTime.Duration.FromHours(1)));
        var visitor = _app.Visitor(other);
        var page = await visitor.GetAsync("/people/import");
        Assert.Contains("huge.csv", page.Text, StringComparison.Ordinal);
        Assert.Contains(_lead.Name, page.Text, StringComparison.Ordinal);

        foreach (var _ in (int[])[1, 2])
        {
            Assert.Equal("/people/import", (await visitor.SubmitAsync(page, "stop", ("Id", new string('a', 40)))).Location);
        }

        Assert.True(await huge.Select(r => r.IsStopAsked).SingleAsync());
    }

    [Fact]
    public async Task A_file_that_is_thrown_away_is_gone()
    {
        var lead = _app.Visitor(_lead);
        await LoadAndApply(lead, "branches.csv", "Branches");
        var preview = await Load(lead, "02_people_utf8_bom_comma.csv", "People");
        Assert.True(await Stored(ImportFile.Upload));

        var page = await lead.SubmitAsync(preview, "apply", ("Drop", "true"));

        Assert.Equal("/people/import", page.Location);
        Assert.False(await Stored(ImportFile.Upload));
        Assert.Contains("This file is no longer here", (await lead.GetAsync(preview.Path)).Text, StringComparison.Ordinal);
        Assert.Equal(1, await CountPeople());
    }

    [Fact]
    public async Task An_upload_that_nobody_came_back_for_is_deleted_after_a_day()
    {
        var lead = _app.Visitor(_lead);
        var preview = await Load(lead, "02_people_utf8_bom_comma.csv", "People");
        var delete = _app.Services.GetRequiredService<DeleteOldImports>();

        _clock.Advance(NodaTime.Duration.FromHours(23));
        await delete.RunAsync();
        Assert.Equal(preview.Text, (await lead.GetAsync(preview.Path)).Text);

        _clock.Advance(NodaTime.Duration.FromHours(2));
        await delete.RunAsync();
        Assert.False(await Stored(ImportFile.Upload));
        Assert.Contains("This file is no longer here", (await _app.Visitor(_lead).GetAsync(preview.Path)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Letting_most_people_leave_asks_twice()
    {
        var lead = _app.Visitor(_lead);
        await LoadAndApply(lead, "branches.csv", "Branches");
        await LoadAndApply(lead, "01_people_nl_excel_cp1252.csv", "People");
        var preview = await Load(lead, "06_people_sep_directive.csv", "People");
        Assert.Contains("14 people who work here are not in the list", preview.Text, StringComparison.Ordinal);

        var asked = await lead.SubmitAsync(preview, "apply", ("Leave", "true"), ("Sure", "false"));
        Assert.Contains("If the others really left, confirm it.", asked.Text, StringComparison.Ordinal);
        Assert.Equal(15, await CountPeople());

        await Settled(lead, await lead.SubmitAsync(asked, "apply", ("Leave", "true"), ("Sure", "true")));
        Assert.Equal(3, await CountPeople());
    }

    [Fact]
    public async Task What_a_file_says_is_shown_as_text()
    {
        var lead = _app.Visitor(_lead);
        await LoadAndApply(lead, "branches.csv", "Branches");
        await LoadAndApply(lead, "11_people_formula_injection.csv", "People");

        var people = await lead.GetAsync("/people?q=xss");

        Assert.DoesNotContain("<script>alert", people.Html, StringComparison.Ordinal);
        Assert.Contains("<script>alert(1)</script> Xss", people.Text, StringComparison.Ordinal);
    }

    private async Task<bool> Stored(ImportFile file)
    {
        await using var context = _db.CreateDbContext();
        return await context.Set<ImportChunk>().AnyAsync(c => c.File == file);
    }

    private async Task<int> CountPeople()
    {
        await using var context = _db.CreateDbContext();
        return await context.People.CountAsync(p => p.Active);
    }

    private async Task<Page> Load(Visitor visitor, string sample, string kind)
    {
        var bytes = await File.ReadAllBytesAsync(Files.SamplePath(sample));
        var sent = await visitor.UploadAsync(await visitor.GetAsync("/people/import"), "upload", ("File", sample, bytes), ("Kind", kind));
        return await Settled(visitor, sent);
    }

    private async Task LoadAndApply(Visitor visitor, string sample, string kind) =>
        await Settled(visitor, await visitor.SubmitAsync(await Load(visitor, sample, kind), "apply"));

    /// <summary>Follows to the import's page and waits for its work to complete.</summary>
    private async Task<Page> Settled(Visitor visitor, Page page)
    {
        var path = page.Location ?? throw new InvalidOperationException($"{page.Status}: {page.Text}");
        return await Importing.SettledAsync(visitor, path);
    }
}
