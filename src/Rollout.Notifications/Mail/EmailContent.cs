namespace Rollout.Notifications.Mail;

/// <summary>
/// What a mail says, in finished words of the recipient's language: no clock, no query, no culture look-up is needed to render it.
/// </summary>
public sealed record EmailContent
{
    /// <summary>en, nl or fr: the language of all words in it.</summary>
    public required string Language { get; init; }

    /// <summary>The platform's name on the plate.</summary>
    public required string Plate { get; init; }

    /// <summary>The brand colour, as #rrggbb.</summary>
    public required string Brand { get; init; }

    public required string Subject { get; init; }

    /// <summary>"Hello Bas,"</summary>
    public required string Greeting { get; init; }

    public required IReadOnlyList<string> Paragraphs { get; init; }

    /// <summary>What stands between two rules: the first line is bold.</summary>
    public IReadOnlyList<string> Facts { get; init; } = [];

    /// <summary>What can be chosen from, each with its own link: three infosessions nearby.</summary>
    public IReadOnlyList<EmailChoice> Choices { get; init; } = [];

    /// <summary>A code to type over, shown large.</summary>
    public string? Code { get; init; }

    /// <summary>The one thing to do.</summary>
    public EmailLink? Button { get; init; }

    /// <summary>Another way, below the button.</summary>
    public EmailLink? Link { get; init; }

    /// <summary>"Mirjam van den Berg, leads De Brug at Veldhuis"</summary>
    public required string Signature { get; init; }

    /// <summary>Why this person gets this message.</summary>
    public EmailFooter? Why { get; init; }
}

/// <summary>A link with the words on it.</summary>
public sealed record EmailLink(string Words, Uri Address);

/// <summary>One thing to choose: its title in bold, lines below it, and the link that chooses it.</summary>
public sealed record EmailChoice(string Title, IReadOnlyList<string> Lines, EmailLink Link);

/// <summary>The answer to "why did I get this?", and for a nudge the way to stop and the page that tells more.</summary>
public sealed record EmailFooter(string Question, string Answer, EmailLink? Stop = null, EmailLink? More = null);
