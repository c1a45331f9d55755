namespace Rollout.Domain.Launches;

/// <summary>What shows that a check is done: a sentence, a link, a file, or some of them.</summary>
public sealed record Evidence(string? Text = null, string? Link = null, string? FileName = null)
{
    /// <summary>The most characters of the sentence, and of the link.</summary>
    public const int TextLength = 500;

    /// <summary>The most bytes a file may have.</summary>
    public const int LargestFile = 10_000_000;

    public static readonly Evidence None = new();

    public bool IsEmpty => Sentence is null && Address is null && FileName is null;

    internal string? Sentence => string.IsNullOrWhiteSpace(Text) ? null : Text.Trim();

    internal string? Address => string.IsNullOrWhiteSpace(Link) ? null : Link.Trim();

    internal void Validate()
    {
        LaunchRules.EvidenceFits.Ensure(Sentence is null or { Length: <= TextLength });
        LaunchRules.EvidenceLinkIsAnAddress.Ensure(Address is null || (Address.Length <= TextLength && Uri.TryCreate(Address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"));
    }
}

/// <summary>The bytes of a file that was given as evidence, apart, so that a checklist does not read them.</summary>
public sealed class EvidenceFile
{
    private EvidenceFile()
    {
    }

    public EvidenceFile(ReadinessCheckId check, string fileName, byte[] bytes) => (Check, FileName, Bytes) = (check, fileName, bytes);

    public ReadinessCheckId Check { get; private init; }
    public string FileName { get; private set; } = "";
    public byte[] Bytes { get; private set; } = [];

    /// <summary>Another file in its place.</summary>
    public void Replace(string fileName, byte[] bytes) => (FileName, Bytes) = (fileName, bytes);
}
