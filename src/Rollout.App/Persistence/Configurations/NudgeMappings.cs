using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Rollout.Domain.Branches;
using Rollout.Domain.Nudges;
using Rollout.Domain.People;

namespace Rollout.App.Persistence.Configurations;

internal sealed class NudgeRuleMapping : IEntityTypeConfiguration<NudgeRule>
{
    public void Configure(EntityTypeBuilder<NudgeRule> builder)
    {
        builder.ToTable("nudge_rules");
        builder.HasKey(r => r.Id);
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Code).HasMaxLength(NudgeRule.CodeLength);
        builder.HasIndex(r => r.Code).IsUnique();
        builder.Property(r => r.Name).HasMaxLength(NudgeRule.NameLength);
        builder.Ignore(r => r.Content);
        builder.Ignore(r => r.About);
        builder.HasMany(r => r.Versions).WithOne().HasForeignKey(v => v.Rule).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(r => r.Events).WithOne().HasForeignKey(e => e.Rule).OnDelete(DeleteBehavior.Cascade);
    }
}

/// <summary>A version is stored as JSON: it is always read whole, and never changes.</summary>
internal sealed class NudgeRuleVersionMapping : IEntityTypeConfiguration<NudgeRuleVersion>
{
    private static readonly JsonSerializerOptions Options = new() { Converters = { new JsonStringEnumConverter() } };

    public void Configure(EntityTypeBuilder<NudgeRuleVersion> builder)
    {
        builder.ToTable("nudge_rule_versions");
        builder.HasKey(v => new { v.Rule, v.Number });
        builder.Property(v => v.Number).ValueGeneratedNever();
        builder.Property(v => v.Content).HasConversion(new ValueConverter<NudgeRuleContent, string>(c => JsonSerializer.Serialize(c, Options), text => JsonSerializer.Deserialize<NudgeRuleContent>(text, Options)!));
        builder.HasOne<Person>().WithMany().HasForeignKey(v => v.By).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class NudgeRuleEventMapping : IEntityTypeConfiguration<NudgeRuleEvent>
{
    public void Configure(EntityTypeBuilder<NudgeRuleEvent> builder)
    {
        builder.ToTable("nudge_rule_events");
        builder.HasKey(e => new { e.Rule, e.Number });
        builder.Property(e => e.Number).ValueGeneratedNever();
        builder.HasOne<Person>().WithMany().HasForeignKey(e => e.By).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class NudgeRunMapping : IEntityTypeConfiguration<NudgeRun>
{
    public void Configure(EntityTypeBuilder<NudgeRun> builder)
    {
        builder.ToTable("nudge_runs");
        builder.HasKey(r => r.Id);
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Occasion).HasMaxLength(10);

        // Once for each rule, person and occasion, whatever else happens.
        builder.HasIndex(r => new { r.Rule, r.Person, r.Occasion }).IsUnique();
        builder.HasIndex(r => new { r.Rule, r.RuleVersion, r.Branch });
        builder.HasIndex(r => r.NextAt);
        builder.HasIndex(r => new { r.JudgedAt, r.StartedAt });
        builder.HasOne<NudgeRuleVersion>().WithMany().HasForeignKey(r => new { r.Rule, r.RuleVersion }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(r => r.Person).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Branch>().WithMany().HasForeignKey(r => r.Branch).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class NudgeOptOutMapping : IEntityTypeConfiguration<NudgeOptOut>
{
    public void Configure(EntityTypeBuilder<NudgeOptOut> builder)
    {
        builder.ToTable("nudge_opt_outs");
        builder.HasKey(o => new { o.Person, o.About });
        builder.Property(o => o.About).HasMaxLength(60);
        builder.HasOne<Person>().WithMany().HasForeignKey(o => o.Person).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class NudgeBranchPauseMapping : IEntityTypeConfiguration<NudgeBranchPause>
{
    public void Configure(EntityTypeBuilder<NudgeBranchPause> builder)
    {
        builder.ToTable("nudge_branch_pauses");
        builder.HasKey(p => p.Branch);
        builder.HasOne<Branch>().WithMany().HasForeignKey(p => p.Branch).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(p => p.By).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class NudgeAnswerMapping : IEntityTypeConfiguration<NudgeAnswer>
{
    public void Configure(EntityTypeBuilder<NudgeAnswer> builder)
    {
        builder.ToTable("nudge_answers");
        builder.HasKey(a => a.Run);
        builder.Property(a => a.Text).HasMaxLength(NudgeAnswer.TextLength);
        builder.HasIndex(a => new { a.Person, a.At });
        builder.HasOne<NudgeRun>().WithOne().HasForeignKey<NudgeAnswer>(a => a.Run).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(a => a.Person).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(a => a.ReadBy).OnDelete(DeleteBehavior.Restrict);
    }
}
