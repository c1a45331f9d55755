using Rollout.Domain.SharedKernel;

namespace Rollout.Domain.Launches;

/// <summary>Evidence that a check is done: any combination of a sentence, a link and a file.</summary>
public sealed record Evidence(string? Text = null, string? Link = null, string? FileName = null)
{
    /// <summary>The maximum length of the sentence, and of the link.</summary>
    public const int TextLength = 500;

    /// <summary>The maximum size of a file, in bytes.</summary>
    public const int LargestFile = 10_000_000;

    public static readonly Evidence None = new();

    public bool IsEmpty => Sentence is null && Address is null && FileName is null;

    internal string? Sentence => string.IsNullOrWhiteSpace(Text) ? null : Text.Trim();

    internal string? Address => string.IsNullOrWhiteSpace(Link) ? null : Link.Trim();

    internal void Validate()
    {
        LaunchRules.EvidenceFits.Ensure(Sentence is null or { Length: <= TextLength });
        LaunchRules.EvidenceLinkIsAnAddress.Ensure(Address is null || WebAddress.Read(Address, TextLength) is not null);
    }
}

/// <summary>The bytes of an evidence file, in a table of their own so that reading a checklist does not load them.</summary>
public sealed class EvidenceFile
{
    private EvidenceFile()
    {
    }

    public EvidenceFile(ReadinessCheckId check, string fileName, byte[] bytes) => (Check, FileName, Bytes) = (check, fileName, bytes);

    public ReadinessCheckId Check { get; private init; }
    public string FileName { get; private set; } = "";
    public byte[] Bytes { get; private set; } = [];

    /// <summary>Replaces the file.</summary>
    public void Replace(string fileName, byte[] bytes) => (FileName, Bytes) = (fileName, bytes);
}
