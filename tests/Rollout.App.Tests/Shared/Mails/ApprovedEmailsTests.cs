using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Rollout.Domain;
using Rollout.Notifications.Mail;
using Rollout.Testing;

namespace Rollout.App.Tests.Shared.Mails;

/// <summary>
/// Snapshots of every mail in each language, as text and as HTML. A difference fails and writes the received file beside the approved one;
/// <c>ROLLOUT_APPROVE=1</c> approves it.
/// </summary>
public sealed partial class ApprovedEmailsTests
{
    public static TheoryData<string, string> Letters()
    {
        var all = new TheoryData<string, string>();
        foreach (var mail in TheMails.All.Keys)
        {
            foreach (var language in RolloutSettings.KnownLanguages)
            {
                all.Add(mail, language);
            }
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(Letters))]
    public async Task Every_letter_reads_as_it_was_approved(string mail, string language)
    {
        var person = A.Person(TheMails.Branch, "Bas de Groot", "bas@voorbeeld.be");
        person.SetLanguage(language);
        var letter = JsonSerializer.Deserialize<EmailContent>(TheMails.All[mail](person).EmailContent)!;
        await using var composing = new MailRenderer(new Sender("rollout@debrug.example"), TheMails.Clock).Open();
        var html = await composing.HtmlAsync(letter);

        Assert.Equal(language, letter.Language);
        Assert.True(Encoding.UTF8.GetByteCount(html) < 40_000);
        Approve($"{mail}.{language}.txt", EmailPlainText.Of(letter));
        Approve($"{mail}.{language}.html", html);
    }

    private static void Approve(string name, string came, [CallerFilePath] string here = "")
    {
        var file = Path.Combine(Path.GetDirectoryName(here)!, "Approved", name);
        var text = Guids().Replace(Tokens().Replace(came, "$1TOKEN"), "ID").ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable("ROLLOUT_APPROVE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }

        if (!File.Exists(file) || File.ReadAllText(file).ReplaceLineEndings("\n") != text)
        {
            File.WriteAllText(file + ".came", text);
            Assert.Fail($"{name} is not as it was approved. What came is in {file}.came; run the test with ROLLOUT_APPROVE=1 to take it over.");
        }
    }

    [GeneratedRegex(@"(/stop/|/why/|/test-mail/|/sign-in/link/|[?&](?:key|me)=)[A-Za-z0-9_%-]+")]
    private static partial Regex Tokens();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Guids();
}
