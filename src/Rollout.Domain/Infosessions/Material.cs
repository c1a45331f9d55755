using NodaTime;
using Rollout.Domain.SharedKernel;

namespace Rollout.Domain.Infosessions;

/// <summary>Something to take home from a topic: a link or a file.</summary>
public sealed class Material
{
    /// <summary>The most characters its name may have.</summary>
    public const int NameLength = 120;

    /// <summary>The maximum size of a file, in bytes.</summary>
    public const int LargestFile = 10_000_000;

    /// <summary>How many items one topic can have.</summary>
    public const int MostOfOneTopic = 20;

    private Material()
    {
    }

    public MaterialId Id { get; private init; }
    public TopicId Topic { get; private init; }

    /// <summary>The display name: "The slides".</summary>
    public string Name { get; private init; } = "";

    /// <summary>The address, if it is a link.</summary>
    public string? Link { get; private init; }

    /// <summary>The name under which it is downloaded, if it is a file.</summary>
    public string? FileName { get; private init; }

    /// <summary>The size of the file in bytes.</summary>
    public int Size { get; private init; }

    public Instant AddedAt { get; private init; }

    /// <exception cref="BrokenRuleException">A <see cref="TopicRules"/> rule is broken.</exception>
    public static Material LinkTo(TopicId topic, string name, string link, int already, Instant now)
    {
        Validate(name, already);
        TopicRules.MaterialIsAnAddress.Ensure(link.Trim().Length <= Infosession.LinkLength && Uri.TryCreate(link.Trim(), UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http");
        return new Material { Id = MaterialId.New(), Topic = topic, Name = name.Trim(), Link = link.Trim(), AddedAt = now };
    }

    /// <exception cref="BrokenRuleException">A <see cref="TopicRules"/> rule is broken.</exception>
    public static (Material Material, MaterialFile File) Keep(TopicId topic, string name, string fileName, byte[] bytes, int already, Instant now)
    {
        Validate(name, already);
        TopicRules.MaterialIsAFile.Ensure(bytes.Length > 0);
        TopicRules.MaterialIsNotTooLarge.Ensure(bytes.Length <= LargestFile, LargestFile / 1_000_000);
        var kind = MaterialKind.Of(fileName, bytes);
        TopicRules.MaterialIsOfAKnownKind.Ensure(kind is not null, MaterialKind.Extensions);
        var material = new Material { Id = MaterialId.New(), Topic = topic, Name = name.Trim(), FileName = kind!.SafeName(fileName), Size = bytes.Length, AddedAt = now };
        return (material, new MaterialFile(material.Id, bytes));
    }

    private static void Validate(string name, int already)
    {
        TopicRules.MaterialNeedsAName.Ensure(name.Trim().Length is >= 1 and <= NameLength, NameLength);
        TopicRules.NotTooMuchMaterial.Ensure(already < MostOfOneTopic, MostOfOneTopic);
    }
}

/// <summary>The bytes of a file, in a table of their own so that listing material does not read them.</summary>
public sealed class MaterialFile
{
    private MaterialFile()
    {
    }

    internal MaterialFile(MaterialId material, byte[] bytes) => (Material, Bytes) = (material, bytes);

    public MaterialId Material { get; private init; }
    public byte[] Bytes { get; private init; } = [];
}

public readonly record struct MaterialId(Guid Value)
{
    public static MaterialId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}
