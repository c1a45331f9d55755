using NodaTime;
using Rollout.Domain.SharedKernel;

namespace Rollout.Domain.Infosessions;

/// <summary>Something to take home from a topic: a link or a file.</summary>
public sealed class Material
{
    /// <summary>The most characters its name may have.</summary>
    public const int NameLength = 120;

    /// <summary>The maximum size of a file, in bytes.</summary>
    public const int LargestFile = 50_000_000;

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
        TopicRules.MaterialIsAnAddress.Ensure(WebAddress.Read(link, SessionPlan.LinkLength) is not null);
        return new Material { Id = MaterialId.New(), Topic = topic, Name = name.Trim(), Link = link.Trim(), AddedAt = now };
    }

    /// <summary>A file to keep. Its content is stored beside, because it may be large.</summary>
    /// <param name="start">The first bytes of the file, or all of them.</param>
    /// <param name="size">The size of the file in bytes.</param>
    /// <exception cref="BrokenRuleException">A <see cref="TopicRules"/> rule is broken.</exception>
    public static Material Keep(TopicId topic, string name, string fileName, ReadOnlySpan<byte> start, long size, int already, Instant now)
    {
        Validate(name, already);
        TopicRules.MaterialIsAFile.Ensure(size > 0);
        TopicRules.MaterialIsNotTooLarge.Ensure(size <= LargestFile, LargestFile / 1_000_000);
        var kind = MaterialKind.Of(fileName, start);
        TopicRules.MaterialIsOfAKnownKind.Ensure(kind is not null, MaterialKind.Extensions);
        return new Material { Id = MaterialId.New(), Topic = topic, Name = name.Trim(), FileName = kind!.SafeName(fileName), Size = (int)size, AddedAt = now };
    }

    /// <exception cref="BrokenRuleException">The topic has as much material as it can have.</exception>
    public static void EnsureRoom(int already) => TopicRules.NotTooMuchMaterial.Ensure(already < MostOfOneTopic, MostOfOneTopic);

    private static void Validate(string name, int already)
    {
        TopicRules.MaterialNeedsAName.Ensure(name.Trim().Length is >= 1 and <= NameLength, NameLength);
        EnsureRoom(already);
    }
}

/// <summary>A part of a file that is kept in the database.</summary>
public sealed class MaterialPart
{
    private MaterialPart()
    {
    }

    /// <param name="number">The place of the part in the file, from 0.</param>
    public MaterialPart(MaterialId material, int number, byte[] bytes) => (Material, Number, Bytes) = (material, number, bytes);

    public MaterialId Material { get; private init; }
    public int Number { get; private init; }
    public byte[] Bytes { get; private init; } = [];
}

/// <summary>A file as 0.1.0 kept it: whole, in the database. None is added any more.</summary>
public sealed class MaterialFile
{
    private MaterialFile()
    {
    }

    public MaterialFile(MaterialId material, byte[] bytes) => (Material, Bytes) = (material, bytes);

    public MaterialId Material { get; private init; }
    public byte[] Bytes { get; private init; } = [];
}

public readonly record struct MaterialId(Guid Value)
{
    public static MaterialId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}
