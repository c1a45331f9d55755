using Rollout.Browser.Tests.Kit;
using Rollout.Testing;

namespace Rollout.Browser.Tests;

/// <summary>
/// A company goes live, as its people see it, in Dutch: from an empty installation to two branches live and roll-calls coming in, the lead at a desk and
/// everyone else on a phone. Nobody is signed in but by the code in their own mail. The test controls the clock, and at the end follows every link of every
/// mail.
/// </summary>
public sealed partial class ColdWalkTests
{
    private const string Lead = "mirjam@voorbeeld.nl";
    private const string Zoe = "zoe.dhondt@voorbeeld.be";
    private const string Renee = "renee.vanthoff@voorbeeld.nl";
    private const string Fons = "fons.deeltijds@voorbeeld.be";
    private const string Jan = "jan.vandenberg@voorbeeld.be";
    private const string Nina = "nina.spatie@voorbeeld.nl";

    private static readonly Browsing Desk = new(Language: "nl-NL");
    private static readonly Browsing Phone = Browsing.Phone with { Language = "nl-BE" };
    private static readonly Browsing PlainPhone = Browsing.PlainPhone with { Language = "nl-NL" };

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public Task A_company_goes_live(Database kind) => Story.TellAsync(
        async story =>
        {
            var lead = await story.VisitorAsync(Desk);
            await StartAsync(story, lead);
            await LoadBranchesAndPeopleAsync(lead);
            await NameDirectorAsync(lead, "Gent", "Zoë D’Hondt, Winkelmedewerker");
            await NameDirectorAsync(lead, "Utrecht", "Renée van 't Hoff, Planner");
            await NameFacilitatorAsync(lead, "Clercq");
            await NameFacilitatorAsync(lead, "Outlook");

            var code = await AppointAsync(story, lead);
            await PlanDryRunAsync(story, lead);
            await PlanTwentySixAsync(lead);

            await SignUpFromPosterAsync(story, lead);
            await SignUpByNumberAsync(story);
            await SignUpAndWithdrawAsync(story);
            await ColleagueConfirmsAsync(story, code);

            await PlanWaveAsync(lead);
            await SignAsync(story, Zoe, "Gent");
            await SignAsync(story, Renee, "Utrecht");
            await NudgeAsync(story);
            await GoLiveAsync(story, lead);
            await MailLinks.FollowAllAsync(story, Topic);
        },
        kind);

    [Fact]
    public async Task A_story_that_goes_wrong_leaves_pictures_and_says_where()
    {
        var failed = await Assert.ThrowsAsync<StoryFailedException>(() => Story.TellAsync(async story =>
        {
            var visitor = await story.VisitorAsync(Phone);
            await visitor.OpenAsync("/");
            throw new InvalidOperationException("The door is locked.");
        }));

        var folder = failed.Message.Split(": ")[^1];
        Assert.Contains("The door is locked.", failed.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder, "1.png")), folder);
        Directory.Delete(folder, recursive: true);
    }
}
