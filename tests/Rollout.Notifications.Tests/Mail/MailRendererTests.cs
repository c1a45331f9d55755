using System.Text;
using MimeKit;
using Rollout.Notifications.Mail;

namespace Rollout.Notifications.Tests.Mail;

/// <summary>What a mail is made of, read back by a mail reader.</summary>
public sealed class MailRendererTests
{
    private const string Calendar = "BEGIN:VCALENDAR\nVERSION:2.0\nMETHOD:REQUEST\nSUMMARY:Één zaal\nEND:VCALENDAR\n";

    [Fact]
    public async Task It_has_text_and_html_and_says_its_language()
    {
        var mail = Read(await Mails.RenderAsync(Mails.Service(letter: Mails.EmailContent with { Language = "nl", Subject = "Één plaats", Greeting = "Dag Zoë," })));

        var alternative = Assert.IsType<MultipartAlternative>(mail.Body);
        Assert.Equal(["text/plain", "text/html"], alternative.Select(part => part.ContentType.MimeType));
        Assert.Equal("nl", mail.Body!.Headers[HeaderId.ContentLanguage]);
        Assert.Equal("Één plaats", mail.Subject);
        Assert.Contains("Dag Zoë,", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"nl\">", mail.HtmlBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invitation_is_an_alternative_with_its_method_and_a_file_with_a_name()
    {
        var mail = Read(await Mails.RenderAsync(Mails.Service(calendar: Calendar)));

        Assert.Equal("multipart/mixed", mail.Body!.ContentType.MimeType);
        Assert.Equal("en", mail.Body!.Headers[HeaderId.ContentLanguage]);
        var part = mail.BodyParts.OfType<TextPart>().Single(p => p.ContentType.MimeType == "text/calendar");
        Assert.Equal("REQUEST", part.ContentType.Parameters["method"]);
        Assert.Equal("utf-8", part.ContentType.Charset);
        Assert.Equal(Calendar.ReplaceLineEndings("\r\n"), part.Text.ReplaceLineEndings("\r\n"));
        var file = Assert.IsType<MimePart>(Assert.Single(mail.Attachments));
        Assert.Equal(("application/ics", "invite.ics", "invite.ics"), (file.ContentType.MimeType, file.ContentType.Name, file.ContentDisposition?.FileName));
        using var content = new MemoryStream();
        await file.Content!.DecodeToAsync(content);
        Assert.Equal(Calendar.ReplaceLineEndings("\r\n"), Encoding.UTF8.GetString(content.ToArray()));
    }

    [Fact]
    public async Task It_says_that_nobody_wrote_it_and_how_to_stop_it()
    {
        var mail = Read(await Mails.RenderAsync(Mails.Nudge()));

        Assert.Equal("auto-generated", mail.Headers[HeaderId.AutoSubmitted]);
        Assert.Contains("OOF", mail.Headers["X-Auto-Response-Suppress"], StringComparison.Ordinal);
        Assert.Equal("<https://debrug.example/stop/7Q2>", mail.Headers[HeaderId.ListUnsubscribe]);
        Assert.Equal("List-Unsubscribe=One-Click", mail.Headers[HeaderId.ListUnsubscribePost]);
    }

    [Fact]
    public async Task Its_number_is_the_messages_at_the_senders_domain()
    {
        var message = Mails.Service();

        Assert.Equal($"{message.Id.Value:N}@debrug.example", Read(await Mails.RenderAsync(message)).MessageId);
    }

    [Fact]
    public async Task Composing_it_again_at_the_same_moment_gives_the_same_bytes()
    {
        var message = Mails.Service(calendar: Calendar);

        Assert.Equal((await Mails.RenderAsync(message)).Bytes.ToArray(), (await Mails.RenderAsync(message)).Bytes.ToArray());
    }

    [Theory]
    [InlineData("Zoë d’Hondt")]
    [InlineData("Smeets, Anouk")]
    [InlineData("\"de baas\" <a@b.be>")]
    [InlineData("Bas\r\nBcc: everyone@voorbeeld.be")]
    public async Task A_name_stays_a_name(string name)
    {
        var mail = Read(await Mails.RenderAsync(Mails.Service(name: name)));

        var to = Assert.IsType<MailboxAddress>(Assert.Single(mail.To));
        Assert.Equal("bas@voorbeeld.be", to.Address);
        Assert.Equal(name.ReplaceLineEndings(" "), to.Name);
        Assert.Empty(mail.Bcc);
    }

    [Fact]
    public async Task A_line_break_in_a_subject_never_begins_a_header()
    {
        var mail = Read(await Mails.RenderAsync(Mails.Service(letter: Mails.EmailContent with { Subject = "Hi\r\nBcc: everyone@voorbeeld.be" })));

        Assert.Equal("Hi Bcc: everyone@voorbeeld.be", mail.Subject);
        Assert.Empty(mail.Bcc);
    }

    [Theory]
    [InlineData("jan.@example.be")]
    [InlineData("not an address")]
    [InlineData("jan@example.be; els@example.be")]
    [InlineData("jan")]
    [InlineData("")]
    public async Task An_address_that_cannot_be_written_in_a_mail_is_refused(string address) =>
        await Assert.ThrowsAnyAsync<FormatException>(() => Mails.RenderAsync(Mails.Service(address)));

    [Fact]
    public async Task Every_line_is_short_enough_and_of_seven_bits()
    {
        var mail = await Mails.RenderAsync(Mails.Service(letter: Mails.EmailContent with { Subject = new string('é', 250), Paragraphs = [new string('ë', 3000)] }));

        Assert.All(Encoding.UTF8.GetString(mail.Bytes.Span).Split("\r\n"), line =>
        {
            Assert.True(line.Length <= 998, line);
            Assert.DoesNotContain('\n', line);
            Assert.True(Ascii.IsValid(line), line);
        });
        Assert.Contains(new string('ë', 3000), Read(mail).TextBody, StringComparison.Ordinal);
    }

    private static MimeMessage Read(RenderedMail mail) => MimeMessage.Load(new MemoryStream(mail.Bytes.ToArray()));
}
