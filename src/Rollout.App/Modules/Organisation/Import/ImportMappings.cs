using System.IO.Compression;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Rollout.App.Shared.DelimitedText;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Organisation.Import;

internal sealed class ImportRunMapping : IEntityTypeConfiguration<ImportRun>
{
    public void Configure(EntityTypeBuilder<ImportRun> builder)
    {
        builder.ToTable("import_runs");
        builder.HasKey(r => r.Id);
        builder.Property(r => r.Id).HasMaxLength(40);
        builder.Property(r => r.FileName).HasMaxLength(ImportRun.FileNameLength);
        builder.Property(r => r.Stage);
        builder.Property(r => r.Phase);
        builder.Property(r => r.RowsRead);
        builder.Property(r => r.ShareDone);
        builder.Property(r => r.Result).HasConversion<ImportResultConverter>();
        builder.Property(r => r.Refusal).HasMaxLength(100);
        builder.Property(r => r.Missing);
        builder.Property(r => r.TakeBack);
        builder.Property(r => r.ManyMayLeave);
        builder.Property(r => r.Attempts);
        builder.Property(r => r.IsStopAsked);
        builder.Property(r => r.ClaimedUntil);
        builder.HasIndex(r => r.StartedAt);
        builder.HasOne<Person>().WithMany().HasForeignKey(r => r.Lead).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ImportChunkMapping : IEntityTypeConfiguration<ImportChunk>
{
    public void Configure(EntityTypeBuilder<ImportChunk> builder)
    {
        builder.ToTable("import_chunks");
        builder.HasKey(c => new { c.Run, c.File, c.Number });
        builder.Property(c => c.Run).HasMaxLength(40);
        builder.HasOne<ImportRun>().WithMany().HasForeignKey(c => c.Run).OnDelete(DeleteBehavior.Cascade);
    }
}

/// <summary>Compressed JSON: a result has an entry for each row of the file, and a file may have a million.</summary>
internal sealed class ImportResultConverter() : ValueConverter<ImportResult, byte[]>(result => Write(result), bytes => Read(bytes))
{
    private static readonly JsonSerializerOptions Options = new() { IgnoreReadOnlyProperties = true };

    private static byte[] Write(ImportResult result)
    {
        using var bytes = new MemoryStream();
        using (var packed = new BrotliStream(bytes, CompressionLevel.Fastest))
        {
            JsonSerializer.Serialize(packed, result, Options);
        }

        return bytes.ToArray();
    }

    private static ImportResult Read(byte[] bytes)
    {
        using var packed = new BrotliStream(new MemoryStream(bytes), CompressionMode.Decompress);
        return JsonSerializer.Deserialize<ImportResult>(packed, Options)!;
    }
}
