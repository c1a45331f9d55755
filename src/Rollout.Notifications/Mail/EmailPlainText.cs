using System.Text;

namespace Rollout.Notifications.Mail;

/// <summary>The plain-text version of a mail, with the same content as the HTML.</summary>
public static class EmailPlainText
{
    public static string Of(EmailContent letter)
    {
        // French uses a no-break space before a colon.
        var colon = letter.Language == "fr" ? "\u00a0: " : ": ";
        string Said(EmailLink link) => link.Words + colon + link.Address.AbsoluteUri;

        var text = new StringBuilder();
        Block(text, letter.Greeting);
        foreach (var paragraph in letter.Paragraphs)
        {
            Block(text, paragraph);
        }

        Block(text, letter.Code is { } code ? "    " + code : null);
        Block(text, string.Join('\n', letter.Facts));
        foreach (var chart in letter.Charts)
        {
            Block(text, $"{chart.Title}\n{string.Join('\n', chart.Bars.Select(bar => Bar(bar, chart.Bars.Max(b => b.Name.Length), chart.Bars.Max(b => b.Value.Length))))}");
        }

        Block(text, string.Join('\n', letter.Notes));
        foreach (var choice in letter.Choices)
        {
            Block(text, $"{choice.Title}\n{string.Join('\n', [.. choice.Lines, Said(choice.Link)])}");
        }

        Block(text, letter.Button is { } button ? Said(button) : null);
        Block(text, letter.Link is { } link ? Said(link) : null);
        Block(text, letter.Signature);
        if (letter.Why is { } why)
        {
            // Two hyphens and a space: the signature delimiter known to mail programs.
            var ways = new[] { why.Stop, why.More }.OfType<EmailLink>().Select(Said);
            Block(text, $"-- \n{why.Question}\n{string.Join('\n', [why.Answer, .. ways])}");
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static string Bar(EmailBar bar, int name, int value) => $"{bar.Name.PadRight(name)}  {bar.Value.PadLeft(value)}  {new string('█', (int)Math.Round(bar.Percent / 5.0))}".TrimEnd();

    private static void Block(StringBuilder text, string? block)
    {
        if (!string.IsNullOrEmpty(block))
        {
            text.Append(block).Append("\n\n");
        }
    }
}
