using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Rollout.App.Modules.Participation.Briefs;
using Rollout.App.Modules.Participation.Published;
using Rollout.App.Modules.Participation.Reports;
using Rollout.App.Shared.Localization;
using Rollout.Domain.Branches;
using Rollout.Domain.Participation;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Participation;

/// <summary>What is refused about reports, and how the lead reads it.</summary>
public sealed class ReportRefusalTests : IAsyncLifetime
{
    private readonly TestDatabase _database = TestDatabase.On(Database.Sqlite);
    private readonly Branch _gent = A.Branch();
    private Person _lead = default!;
    private Person _director = default!;
    private RunningApp _app = default!;

    public async Task InitializeAsync()
    {
        (_lead, _director) = (A.Lead(_gent), A.Director(_gent));
        _database.Given(A.Rollout(), _gent, _lead, _director);
        _app = await RunningApp.StartAsync(_database);
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        _database.Dispose();
    }

    [Fact]
    public async Task A_file_that_is_missing_or_cannot_be_read_is_refused_with_the_reason()
    {
        var lead = _app.Visitor(_lead);
        var page = await lead.GetAsync("/participation/import");

        Refused.On(await lead.UploadAsync(page, "send", null), ParticipationRules.ReportCanBeRead, Localizer.In("en")["reports.needs-file"]);
        Refused.On(await lead.UploadAsync(page, "send", ("File", "photo.csv", [0, 1, 2, 0, 3])), ParticipationRules.ReportCanBeRead, Localizer.In("en")["import.code.F_BINARY"]);
        Assert.Empty(_database.CreateDbContext().ActivityReports);
    }

    [Fact]
    public async Task All_that_is_wrong_with_what_is_said_of_an_unknown_report_is_told_at_once()
    {
        var lead = _app.Visitor(_lead);
        var sent = await lead.UploadAsync(await lead.GetAsync("/participation/import"), "send", ("File", "export.csv", Encoding.UTF8.GetBytes("Wie;Berichten\nbas@voorbeeld.be;2\n")));
        var ask = await lead.GetAsync(sent.Location!);

        var wrong = await lead.SubmitAsync(ask, "answer", ("Source", ""), ("Period", "401"), ("Input.Meaning[0]", "Account"), ("Input.Meaning[1]", ""), ("Day", "2026-11-22"));
        Refused.On(wrong, ParticipationRules.PlatformHasAName, ActivityReport.SourceLength);
        Refused.On(wrong, ParticipationRules.PeriodIsDays);
        Refused.On(wrong, ParticipationRules.ColumnsAreEnough);

        var withoutDay = await lead.SubmitAsync(ask, "answer", ("Source", "Het Plein"), ("Period", "400"), ("Input.Meaning[0]", "Account"), ("Input.Meaning[1]", "Posted"));
        Refused.On(withoutDay, ParticipationRules.NeedsADay);
        Assert.Empty(_database.CreateDbContext().ActivityReports);
    }

    [Fact]
    public async Task Only_the_lead_sends_explains_and_takes_back()
    {
        await using var scope = _app.Services.CreateAsyncScope();
        TCommand As<TCommand>() => ActivatorUtilities.CreateInstance<TCommand>(scope.ServiceProvider, SignedIn.As(_database, _director));

        foreach (var command in new Func<Task>[]
        {
            () => As<TakeReport>().RunAsync(new MemoryStream(), "export.csv"),
            () => As<AnswerReport>().RunAsync(Guid.Empty, new ReportAnswer(null, null, [], 7), preview: false),
            () => As<TakeReportBack>().RunAsync(new ActivityReportId(Guid.Empty)),
            () => As<RemovePublished>().RunAsync(new PublishedFigureId(Guid.Empty)),
            () => As<TieAccount>().RunAsync(new PlatformAccountId(Guid.Empty), "bas@voorbeeld.be"),
            () => As<RemoveBriefReader>().RunAsync(_director.Id),
        })
        {
            await Refused.ByAsync(ParticipationRules.OnlyTheLead, command);
        }
    }
}
