using NodaTime;
using Rollout.Domain.People;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;
using Rollout.Testing;

namespace Rollout.Notifications.Tests;

/// <summary>Messages and mails for tests.</summary>
internal static class Mails
{
    public static readonly Sender Sender = new("rollout@debrug.example");

    public static readonly EmailContent EmailContent = new()
    {
        Language = "en",
        BrandName = "De Brug",
        Brand = "#1d3192",
        Subject = "A seat on Monday in Breda",
        Greeting = "Hello Bas,",
        Paragraphs = ["There is an infosession in your canteen on Monday, with 7 seats left:"],
        Facts = ["Monday 23 November, 13:30–15:30", "De Brug on your phone", "Breda, canteen, with Anouk Smeets"],
        Button = new EmailLink("Pick this infosession", new Uri("https://debrug.example/infosessions/1?key=a_b-c&x=1")),
        Link = new EmailLink("See the other 4", new Uri("https://debrug.example/infosessions")),
        Signature = "The De Brug team at Veldhuis & De Wit",
        Why = new EmailFooter("Why did I get this?", "You work in Breda.", new EmailLink("Stop these messages", new Uri("https://debrug.example/stop/7Q2")), new EmailLink("What we know about you", new Uri("https://debrug.example/why/7Q2"))),
    };

    public static OutboxMessage Service(string address = "bas@voorbeeld.be", string name = "Bas de Groot", EmailContent? letter = null, string? calendar = null) =>
        OutboxMessage.ServiceMail("key", "test", new Recipient(null, address, name), letter ?? EmailContent, A.Monday, calendar: calendar);

    public static OutboxMessage Nudge(string address = "bas@voorbeeld.be") => OutboxMessage.Nudge(
        OutboxMessageId.New(), "key", "test", new Recipient(PersonId.New(), address, "Bas de Groot"), EmailContent, A.Monday, A.Monday, A.Monday + Duration.FromDays(1));

    public static async Task<RenderedMail> RenderAsync(OutboxMessage message)
    {
        await using var composing = new MailRenderer(Sender, new StoppedClock(A.Monday)).Open();
        return await composing.RenderAsync(message);
    }
}
