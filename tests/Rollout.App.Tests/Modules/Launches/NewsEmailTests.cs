using System.Text.Json;
using Rollout.App.Modules.Launches.GoingLive;
using Rollout.Domain.Launches;
using Rollout.Domain.People;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Launches;

/// <summary>The news of a go-live holds what the lead wrote, in the recipient's language or the rollout's default one.</summary>
public sealed class NewsEmailTests
{
    [Theory]
    [InlineData("fr", new[] { "en", "fr" }, "Said in fr.")]
    [InlineData("fr", new[] { "nl", "en" }, "Said in en.")] // the default language
    [InlineData("fr", new[] { "nl" }, null)]
    public void It_says_what_the_lead_wrote_in_the_readers_language_or_else_the_default_one(string language, string[] written, string? says)
    {
        var wave = WaveId.New();
        var message = new NewsEmail(A.Rollout(), A.Monday).Write(
            wave, A.Branch(), new Recipient(PersonId.New(), "bas@voorbeeld.be", "Bas"), "Bas", language, [.. written.Select(l => Said(wave, l))]);

        var mail = JsonSerializer.Deserialize<EmailContent>(message.EmailContent)!;
        Assert.Equal("fr", mail.Language);
        Assert.Equal(says, mail.Paragraphs.SingleOrDefault(p => p.StartsWith("Said in", StringComparison.Ordinal)));
    }

    private static WaveAnnouncement Said(WaveId wave, string language)
    {
        var words = WaveAnnouncement.In(wave, language);
        words.Update($"Said in {language}.", "", "", "", "");
        return words;
    }
}
