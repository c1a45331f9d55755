using System.Text.Json.Serialization;

namespace Rollout.Notifications.Mail;

/// <summary>The content of a mail as finished text in the recipient's language: rendering needs no clock, query or culture.</summary>
public sealed record EmailContent
{
    /// <summary>The language of all texts: en, nl or fr.</summary>
    public required string Language { get; init; }

    /// <summary>The platform's name, shown at the top. Messages that wait in an outbox store it under its old name.</summary>
    [JsonPropertyName("Plate")]
    public required string BrandName { get; init; }

    /// <summary>The brand colour, as #rrggbb.</summary>
    public required string Brand { get; init; }

    public required string Subject { get; init; }

    /// <summary>"Hello Bas,"</summary>
    public required string Greeting { get; init; }

    public required IReadOnlyList<string> Paragraphs { get; init; }

    /// <summary>The lines of the facts box; the first is bold.</summary>
    public IReadOnlyList<string> Facts { get; init; } = [];

    /// <summary>Charts, drawn as tables: mail programs show neither scripts nor SVG, and many no images.</summary>
    public IReadOnlyList<EmailChart> Charts { get; init; } = [];

    /// <summary>The lines below the charts, under a heading of their own: the first.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Options to choose from, each with its own link, such as three nearby infosessions.</summary>
    public IReadOnlyList<EmailChoice> Choices { get; init; } = [];

    /// <summary>A code to type in, shown large.</summary>
    public string? Code { get; init; }

    /// <summary>The main action.</summary>
    public EmailLink? Button { get; init; }

    /// <summary>A secondary link, below the button.</summary>
    public EmailLink? Link { get; init; }

    /// <summary>"Mirjam van den Berg, leads De Brug at Veldhuis"</summary>
    public required string Signature { get; init; }

    /// <summary>What is sent where it leaves as a text message.</summary>
    public string? ShortText { get; init; }

    /// <summary>Why this person gets this message.</summary>
    public EmailFooter? Why { get; init; }
}

/// <summary>A link with its text.</summary>
public sealed record EmailLink(string Words, Uri Address);

/// <summary>One option: a bold title, lines below it, and the link that chooses it.</summary>
public sealed record EmailChoice(string Title, IReadOnlyList<string> Lines, EmailLink Link);

/// <summary>Why the recipient got this mail; for a nudge also the links to stop them and to find out more.</summary>
public sealed record EmailFooter(string Question, string Answer, EmailLink? Stop = null, EmailLink? More = null);

/// <summary>A bar for each row, with what it says.</summary>
public sealed record EmailChart(string Title, IReadOnlyList<EmailBar> Bars);

/// <summary>One row of a chart.</summary>
/// <param name="Value">What the bar says, in words: "31%".</param>
/// <param name="Percent">The length of the bar, from 0 to 100.</param>
public sealed record EmailBar(string Name, string Value, int Percent);
