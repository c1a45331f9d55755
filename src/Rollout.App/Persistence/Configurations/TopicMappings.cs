using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rollout.Domain;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Persistence.Configurations;

internal sealed class TopicMapping : IEntityTypeConfiguration<Topic>
{
    public void Configure(EntityTypeBuilder<Topic> builder)
    {
        builder.ToTable("topics");
        builder.HasKey(t => t.Id);
        builder.Property(t => t.Title).HasMaxLength(Topic.TitleLength);
        builder.Property(t => t.Summary).HasMaxLength(Topic.SummaryLength);
        builder.Property(t => t.Text).HasMaxLength(Topic.TextLength);
        builder.Property(t => t.Language).HasMaxLength(2);
        builder.Property(t => t.Translations).HasConversion(t => t.Serialized, written => TopicTranslations.Parse(written)).HasDefaultValue(TopicTranslations.None);
        builder.Property(t => t.LanguageList).HasMaxLength(20);
        builder.Property(t => t.Audience).HasConversion(a => a.Serialized, written => Audience.Parse(written));
        builder.Property(t => t.WarmUp).HasConversion(w => w.Serialized, written => WarmUp.Parse(written)).HasMaxLength(RolloutSettings.KnownLanguages.Count * (WarmUp.QuestionLength + 4));
        builder.Ignore(t => t.IsOpen);
        builder.Ignore(t => t.Languages);
    }
}

internal sealed class TopicContentMapping : IEntityTypeConfiguration<TopicContent>
{
    public void Configure(EntityTypeBuilder<TopicContent> builder)
    {
        builder.ToTable("topic_contents");
        builder.HasKey(c => new { c.Topic, c.Number });
        builder.Property(c => c.Number).ValueGeneratedNever();
        builder.Property(c => c.Title).HasMaxLength(Topic.TitleLength);
        builder.Property(c => c.Summary).HasMaxLength(Topic.SummaryLength);
        builder.Property(c => c.Text).HasMaxLength(Topic.TextLength);
        builder.Property(c => c.Language).HasMaxLength(2);
        builder.Property(c => c.Translations).HasConversion(t => t.Serialized, written => TopicTranslations.Parse(written)).HasDefaultValue(TopicTranslations.None);
        builder.HasOne<Topic>().WithMany().HasForeignKey(c => c.Topic).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class MaterialMapping : IEntityTypeConfiguration<Material>
{
    public void Configure(EntityTypeBuilder<Material> builder)
    {
        builder.ToTable("materials");
        builder.HasKey(m => m.Id);
        builder.Property(m => m.Name).HasMaxLength(Material.NameLength);
        builder.Property(m => m.Link).HasMaxLength(SessionPlan.LinkLength);
        builder.Property(m => m.FileName).HasMaxLength(120);
        builder.HasIndex(m => new { m.Topic, m.AddedAt });
        builder.HasOne<Topic>().WithMany().HasForeignKey(m => m.Topic).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class MaterialPartMapping : IEntityTypeConfiguration<MaterialPart>
{
    public void Configure(EntityTypeBuilder<MaterialPart> builder)
    {
        builder.ToTable("material_parts");
        builder.HasKey(f => new { f.Material, f.Number });
        builder.Property(f => f.Number).ValueGeneratedNever();
        builder.HasOne<Material>().WithMany().HasForeignKey(f => f.Material).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class MaterialFileMapping : IEntityTypeConfiguration<MaterialFile>
{
    public void Configure(EntityTypeBuilder<MaterialFile> builder)
    {
        builder.ToTable("material_files");
        builder.HasKey(f => f.Material);
        builder.HasOne<Material>().WithOne().HasForeignKey<MaterialFile>(f => f.Material).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class KeyUserMapping : IEntityTypeConfiguration<KeyUser>
{
    public void Configure(EntityTypeBuilder<KeyUser> builder)
    {
        builder.ToTable("key_users");
        builder.HasKey(k => new { k.DryRun, k.Person });
        builder.HasIndex(k => k.Person);
        builder.HasOne<Infosession>().WithMany().HasForeignKey(k => k.DryRun).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(k => k.Person).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class FindingMapping : IEntityTypeConfiguration<Finding>
{
    public void Configure(EntityTypeBuilder<Finding> builder)
    {
        builder.ToTable("findings");
        builder.HasKey(f => f.Id);
        builder.Property(f => f.Text).HasMaxLength(Finding.TextLength);
        builder.Property(f => f.Answer).HasMaxLength(Finding.AnswerLength);
        builder.Property(f => f.WaivedBecause).HasMaxLength(Finding.AnswerLength);
        builder.HasIndex(f => new { f.Topic, f.State });
        builder.HasIndex(f => new { f.DryRun, f.Person });
        builder.HasIndex(f => f.Person);
        builder.HasOne<Topic>().WithMany().HasForeignKey(f => f.Topic).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Infosession>().WithMany().HasForeignKey(f => f.DryRun).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(f => f.Person).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(f => f.SettledBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(f => f.WaivedBy).OnDelete(DeleteBehavior.Restrict);
    }
}
